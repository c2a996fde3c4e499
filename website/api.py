"The public names of a module and their entries, read from the source without importing it."
import ast, tokenize
from io import StringIO

def code(s): return f'`{s}`'.replace('|', '\\|') if s else ''
def text(s): return s.replace('|', '\\|')
def unparse(o): return '' if o is None else ast.unparse(o)

class Entry:
    "A public name or a method, defined by `node`; `notes` holds the comment of each line"
    def __init__(self, node, name, notes):
        self.node,self.name,self.notes = node,name,notes
        body = node.body if isinstance(node, ast.ClassDef) else []
        defs = {o.name: o for o in body if isinstance(o, ast.FunctionDef)}
        self.func = defs.get('__init__', node)
        self.methods = [Entry(o, f'{name}.{n}', notes) for n,o in defs.items() if n[0] != '_']

    def params(self):
        "Name, type, default and comment of each parameter, or of each field of a dataclass"
        fields = [o for o in getattr(self.func, 'body', []) if isinstance(o, ast.AnnAssign)]
        found = [(o.target.id, o.annotation, o.value, o.end_lineno) for o in fields]
        end = self.func.end_lineno + 1
        if isinstance(self.func, ast.FunctionDef):
            found,ret = list(self.arguments(self.func.args)),self.func.returns
            end = ret.end_lineno if ret else self.func.body[0].lineno
        last = {line: name for name,_,_,line in found}  # Of each line, whose comment it is
        def note(name, line):
            return self.notes.get(line, '') if last[line] == name and line < end else ''
        return [(name, unparse(kind), unparse(default), note(name, line))
                for name,kind,default,line in found]

    def arguments(self, a):
        "Name, type, default and last line of each parameter but `self`"
        args = [*a.posonlyargs, *a.args]
        pairs = [*zip(args, [None]*(len(args)-len(a.defaults)) + a.defaults)]
        if self.func is not self.node or '.' in self.name: pairs = pairs[1:]
        stars = {id(a.vararg): '*', id(a.kwarg): '**'}
        pairs += [(a.vararg, None), *zip(a.kwonlyargs, a.kw_defaults), (a.kwarg, None)]
        for o,default in pairs:
            if o: yield (stars.get(id(o), '') + o.arg, o.annotation, default,
                         (default or o).end_lineno)

    def returns(self):
        "Type and comment of what a function returns"
        o = self.node.returns if isinstance(self.node, ast.FunctionDef) else None
        return (unparse(o), self.notes.get(o.end_lineno, '')) if o else ('', '')

    def signature(self):
        if isinstance(self.node, ast.Assign): return unparse(self.node)
        def one(n, t, d, _): return n + (f':{t}' if t else '') + (f'={d}' if d else '')
        short = [one(*o) for o in self.params()]
        a = getattr(self.func, 'args', None)
        if a and a.kwonlyargs and not a.vararg:
            short.insert(len(short) - len(a.kwonlyargs) - bool(a.kwarg), '*')
        inner = ', '.join(short)
        if len(inner) + len(self.name) >= 80: inner = '\n    ' + ',\n    '.join(short) + '\n'
        call,ret = f"{self.name.split('.')[-1]}({inner})",self.returns()[0]
        if not isinstance(self.node, ast.ClassDef): return f'{call} -> {ret}' if ret else call
        bases = ', '.join(map(unparse, self.node.bases))
        return f"class {self.name}{f'({bases})' if bases else ''}\n{call}"

    def doc(self):
        if not isinstance(self.node, ast.Assign): return ast.get_docstring(self.node) or ''
        note = self.notes.get(self.node.end_lineno) or self.notes.get(self.node.lineno-1) or ''
        return '' if note.startswith('%%') else note  # nbdev's line before a cell

    def markdown(self, source, lesson):
        "This entry as Markdown, with the addresses of its source and its notebook"
        is_method = '.' in self.name
        where = f'[Source]({source}#L{self.node.lineno}-L{self.node.end_lineno})'
        if not is_method: where += f' · [In the lesson](../{lesson}#def-{self.name})'
        out = [f'{"###" if is_method else "##"} `{self.name}`',
               f'```python\n{self.signature()}\n```', self.doc()]
        params,(kind,says) = self.params(),self.returns()
        if any(o[1] or o[3] for o in params):
            rows = [f'| {code(n)} | {code(t)} | {code(d)} | {text(c)} |' for n,t,d,c in params]
            if kind: rows.append(f'| **returns** | {code(kind)} | | {text(says)} |')
            head = ['| parameter | type | default | what it is |', '|---|---|---|---|']
            out.append('\n'.join([*head, *rows]))
        elif says: out.append(f'**Returns** {code(kind)}: {says}')
        return '\n\n'.join(filter(None, [*out, where]))

def module(file):
    "The docstring of the module `file`, and an `Entry` for each name in its `__all__`"
    src = file.read_text(encoding='utf-8')
    tree,found = ast.parse(src),{}
    for o in tree.body:
        if isinstance(o, (ast.FunctionDef, ast.ClassDef)): found[o.name] = o
        if not isinstance(o, ast.Assign): continue
        names = [n for t in o.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        found |= {n.id: o for n in names if isinstance(n.ctx, ast.Store)}
    all_ = getattr(found.get('__all__'), 'value', None)
    public = ast.literal_eval(all_) if isinstance(all_, ast.List) else []
    tokens = tokenize.generate_tokens(StringIO(src).readline)
    notes = {t.start[0]: t.string.lstrip('# ') for t in tokens if t.type == tokenize.COMMENT}
    entries = [Entry(found[n], n, notes) for n in sorted(public, key=lambda n: found[n].lineno)]
    return ast.get_docstring(tree) or '', entries
