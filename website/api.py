"The API pages: every public name of the package, read from the source without importing it."
import ast, re, tokenize
from io import StringIO
from pathlib import Path

def comments(src):
    "The comment of each line, by line number"
    tokens = tokenize.generate_tokens(StringIO(src).readline)
    return {t.start[0]: t.string.lstrip('# ') for t in tokens if t.type == tokenize.COMMENT}

def code(s):
    "`s` as code in a Markdown table"
    return f'`{s}`'.replace('|', '\\|') if s else ''

def text(s): return s.replace('|', '\\|')

class Entry:
    "A public name `name`, or a method, defined by `node`"
    def __init__(self, node, name, notes, mod):
        self.node,self.name,self.notes,self.mod = node,name,notes,mod
        self.is_class = isinstance(node, ast.ClassDef)
        self.is_data = isinstance(node, ast.Assign)
        init = [o for o in self.defs() if o.name == '__init__']
        self.func = init[0] if init else node

    def defs(self):
        if not self.is_class: return []
        return [o for o in self.node.body if isinstance(o, ast.FunctionDef)]

    def methods(self):
        public = [o for o in self.defs() if not o.name.startswith('_')]
        return [Entry(o, f'{self.name}.{o.name}', self.notes, self.mod) for o in public]

    def params(self):
        "Name, type, default and comment of each parameter, or of each field of a dataclass"
        if self.is_data: return []
        if isinstance(self.func, ast.ClassDef):
            fields = [o for o in self.func.body if isinstance(o, ast.AnnAssign)]
            def note(o): return self.notes.get(o.end_lineno, '')
            return [(o.target.id, *self.shown(o.annotation, o.value), note(o)) for o in fields]
        a = self.func.args
        args = [*a.posonlyargs, *a.args]
        defaults = [None]*(len(args)-len(a.defaults)) + a.defaults
        pairs = [*zip(args, defaults), *zip(a.kwonlyargs, a.kw_defaults)]
        pairs += [(o, None) for o in (a.vararg, a.kwarg) if o]
        stars = {id(a.vararg): '*', id(a.kwarg): '**'}
        ends = {(d or o).end_lineno: o for o,d in pairs}  # Of the last parameter of a line
        ret = self.func.returns and self.func.returns.end_lineno
        def note(o, d):
            n = (d or o).end_lineno
            own = ends[n] is o and n != ret and n < self.func.body[0].lineno
            return self.notes.get(n, '') if own else ''
        if self.is_class or '.' in self.name:  # A method's first parameter is not given
            pairs = [(o, d) for o,d in pairs if o.arg not in {'self', 'cls'}]
        def name(o): return stars.get(id(o), '') + o.arg
        return [(name(o), *self.shown(o.annotation, d), note(o, d)) for o,d in pairs]

    def shown(self, *nodes): return ['' if o is None else ast.unparse(o) for o in nodes]

    def returns(self):
        "Type and comment of what a function returns"
        if self.is_class or self.is_data or not self.func.returns: return None
        n = self.func.returns.end_lineno
        return ast.unparse(self.func.returns), self.notes.get(n, '')

    def kwonly(self):
        a = getattr(self.func, 'args', None)
        return a and a.kwonlyargs and not a.vararg and not a.kwarg

    def signature(self):
        if self.is_data: return ast.unparse(self.node)
        def one(n, t, d, _): return n + (f':{t}' if t else '') + (f'={d}' if d else '')
        short = [one(*o) for o in self.params()]
        if self.kwonly(): short.insert(-len(self.func.args.kwonlyargs), '*')
        inner = ', '.join(short)
        if len(inner) + len(self.name) >= 80: inner = '\n    ' + ',\n    '.join(short) + '\n'
        call = f"{self.name.split('.')[-1]}({inner})"
        if not self.is_class:
            ret = self.returns()
            return f'{call} -> {ret[0]}' if ret else call
        bases = ', '.join(map(ast.unparse, self.node.bases))
        return f"class {self.name}{f'({bases})' if bases else ''}\n{call}"

    def doc(self):
        if not self.is_data: return ast.get_docstring(self.node) or ''
        note = self.notes.get(self.node.end_lineno) or self.notes.get(self.node.lineno-1) or ''
        return '' if note.startswith('%%') else note  # nbdev's line before a cell

    def markdown(self, source, lesson):
        "This entry as Markdown, with the addresses of its source and its notebook"
        method = '.' in self.name
        where = f'[Source]({source}#L{self.node.lineno}-L{self.node.end_lineno})'
        if not method: where += f' · [In the lesson](../{lesson}#def-{self.name})'
        out = [f'{"###" if method else "##"} `{self.name}`',
               f'```python\n{self.signature()}\n```', self.doc()]
        params,ret = self.params(),self.returns()
        if any(o[1] or o[3] for o in params):
            rows = ['| parameter | type | default | what it is |', '|---|---|---|---|']
            for n,t,d,c in params: rows.append(f'| {code(n)} | {code(t)} | {code(d)} | {text(c)} |')
            if ret: rows.append(f'| **returns** | {code(ret[0])} | | {text(ret[1])} |')
            out.append('\n'.join(rows))
        elif ret and ret[1]: out.append(f'**Returns** {code(ret[0])}: {ret[1]}')
        return '\n\n'.join(filter(None, [*out, where]))

def module(file):
    "The docstring of the module `file`, and an `Entry` for each name in its `__all__`"
    src = Path(file).read_text(encoding='utf-8')
    tree = ast.parse(src)
    found,public = {},[]
    for o in tree.body:
        if isinstance(o, (ast.FunctionDef, ast.ClassDef)): found[o.name] = o
        if not isinstance(o, ast.Assign): continue
        names = [n for t in o.targets for n in (t.elts if isinstance(t, ast.Tuple) else [t])]
        found.update({n.id: o for n in names if isinstance(n, ast.Name)})
        if '__all__' in found and found['__all__'] is o:
            public = ast.literal_eval(o.value) if isinstance(o.value, ast.List) else []
    public = sorted(public, key=lambda n: found[n].lineno)
    notes = comments(src)
    entries = [Entry(found[n], n, notes, Path(file).stem) for n in public]
    return ast.get_docstring(tree) or '', entries
