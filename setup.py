"The package's metadata, read from settings.ini; results/*.csv and the weights go into the wheel."
import re, shutil
from configparser import ConfigParser
from pathlib import Path
from setuptools import setup
from setuptools.command.build_py import build_py

ini = ConfigParser()
ini.read('settings.ini', encoding='utf-8')
cfg = ini['DEFAULT']
lib,git,version = cfg['lib_name'], cfg['git_url'], cfg['version']

class BuildPy(build_py):
    "Build the package with a copy of `results/`; an editable install reads the folder itself."
    def run(self):
        super().run()
        if getattr(self, 'editable_mode', False): return
        dest = Path(self.build_lib)/lib/'results'
        dest.mkdir(parents=True, exist_ok=True)
        for o in Path('results').glob('*.csv'): shutil.copy(o, dest)

def whole_links(md):
    "Relative links in `md` as addresses of this version, since a package page has no files beside it"
    raw = git.replace('github.com', 'raw.githubusercontent.com')
    md = re.sub(r'\bsrc="(?!\w+:)|!\[[^]]*\]\((?!\w+:)', rf'\g<0>{raw}/{version}/', md)
    return re.sub(r'(?<!!)(\[[^][]*\]\()(?!\w+:|#)', rf'\1{git}/blob/{version}/', md)

suffix = '_requirements'
low,high = [int(cfg[f'{o}_python'].split('.')[1]) for o in ('min', 'max')]
status = {'3': 'Alpha', '4': 'Beta', '5': 'Production/Stable'}[cfg['status']]
classifiers = [f"Development Status :: {cfg['status']} - {status}",
               f"Intended Audience :: {cfg['audience']}", f"Natural Language :: {cfg['language']}",
               'Framework :: Jupyter', 'Operating System :: POSIX :: Linux',
               'Topic :: Scientific/Engineering :: Artificial Intelligence',
               *(f'Programming Language :: Python :: 3.{o}' for o in range(low, high+1))]

setup(
    name=lib, version=version, description=cfg['description'], keywords=cfg['keywords'].split(),
    author=cfg['author'], author_email=cfg['author_email'] or None, url=cfg['doc_host']+cfg['doc_baseurl'],
    project_urls={'Source': git, 'Changes': f'{git}/blob/{version}/CHANGELOG.md', 'Issues': f'{git}/issues'},
    license={'apache2': 'Apache-2.0'}[cfg['license']], license_files=['LICENSE'], classifiers=classifiers,
    long_description=whole_links(Path('README.md').read_text(encoding='utf-8')),
    long_description_content_type='text/markdown',
    packages=[lib, f'{lib}.weights'], package_data={f'{lib}.weights': ['*.safetensors']},
    cmdclass={'build_py': BuildPy}, entry_points={
        'console_scripts': cfg['console_scripts'].split(), 'nbdev': [f'{lib}={lib}._modidx:d']},
    python_requires=f">={cfg['min_python']}", install_requires=cfg['requirements'].split(),
    extras_require={k.removesuffix(suffix): v.split() for k,v in cfg.items() if k.endswith(suffix)},
)
