"A call in a process of its own, where fastai has been imported already: test.py, again.py."
import multiprocessing, os, tempfile
from pathlib import Path

# On Windows, where a process cannot be copied, it begins anew. `runs` imports fastai without
# its warning
how = {'forkserver', 'spawn'}.intersection(multiprocessing.get_all_start_methods())
context = multiprocessing.get_context(min(how))
context.set_forkserver_preload(['humannum_lm.runs', 'nbdev.test'])

def _call(f, args, folder, said, seconds):
    os.chdir(folder)
    multiprocessing.set_start_method(None, force=True)  # The system's, not that of this process
    with open(said, 'w') as file:
        for fd in 1, 2: os.dup2(file.fileno(), fd)
    try: f(*args)
    finally: seconds.value = sum(os.times()[:4])  # And those of the processes it waited for

def apart(f, *args, folder='.'):
    "Call `f(*args)` in `folder`: exit code, what was printed, and CPU-seconds"
    seconds = context.Value('d')
    with tempfile.TemporaryDirectory() as tmp:
        said = Path(tmp)/'said'
        args = f, args, os.path.abspath(folder), said, seconds
        p = context.Process(target=_call, args=args)
        p.start()
        p.join()
        text = said.read_text(encoding='utf-8', errors='replace').strip()
    return p.exitcode, text or f'it ended with exit code {p.exitcode}', seconds.value
