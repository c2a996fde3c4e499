"The API pages: every public name of the package, read from the source without importing it."
import ast, re, tokenize
from io import StringIO
from pathlib import Path

def comments(src):
    "The comment of each line, by line number"
    return {t.start[0]: t.string.lstrip('# ') for t in tokenize.generate_tokens(StringIO(src).readline) if t.type == tokenize.COMMENT}

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
        self.anchor = name
        init = [o for o in self.defs() if o.name == '__init__']
        self.func = init[0] if init else node

    def defs(self): return [o for o in self.node.body if isinstance(o, ast.FunctionDef)] if self.is_class else []

    def methods(self):
        return [Entry(o, f'{self.name}.{o.name}', self.notes, self.mod) for o in self.defs() if not o.name.startswith('_')]

    def params(self):
        "Name, type, default and comment of each parameter, or of each field of a dataclass"
        if self.is_data: return []
        if isinstance(self.func, ast.ClassDef):
            return [(o.target.id, *self.shown(o.annotation, o.value), self.notes.get(o.end_lineno, '')) for o in self.func.body if isinstance(o, ast.AnnAssign)]
        a = self.func.args
        args = [*a.posonlyargs, *a.args]
        pairs = [*zip(args, [None]*(len(args)-len(a.defaults)) + a.defaults), *zip(a.kwonlyargs, a.kw_defaults)]
        pairs += [(o, None) for o in (a.vararg, a.kwarg) if o]
        stars = {id(a.vararg): '*', id(a.kwarg): '**'}
        ends = {(d or o).end_lineno: o for o,d in pairs}  # A comment belongs to the last parameter of its line
        ret = self.func.returns and self.func.returns.end_lineno
        def note(o, d):
            n = (d or o).end_lineno
            return self.notes.get(n, '') if ends[n] is o and n != ret and n < self.func.body[0].lineno else ''
        skip = {'self', 'cls'}
        return [(stars.get(id(o), '')+o.arg, *self.shown(o.annotation, d), note(o, d)) for o,d in pairs if o.arg not in skip]

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
        short = [f'{n}:{t}' if t and not d else f'{n}:{t}={d}' if t else f'{n}={d}' if d else n for n,t,d,_ in self.params()]
        if self.kwonly(): short.insert(-len(self.func.args.kwonlyargs), '*')
        one = ', '.join(short)
        inner = one if len(one) + len(self.name) < 80 else '\n    ' + ',\n    '.join(short) + '\n'
        base = f"({', '.join(ast.unparse(o) for o in self.node.bases)})" if self.is_class and self.node.bases else ''
        ret = self.returns()
        name = self.name.split('.')[-1]
        return f"class {name}{base}\n{name}({inner})" if self.is_class else f"{name}({inner})" + (f' -> {ret[0]}' if ret else '')

    def doc(self):
        if not self.is_data: return ast.get_docstring(self.node) or ''
        note = self.notes.get(self.node.end_lineno) or self.notes.get(self.node.lineno-1) or ''
        return '' if note.startswith('%%') else note

    def markdown(self, source, lesson='', link=str):
        "This entry as Markdown: `source` is the file's address, `lesson` that of the page that teaches it, `link` makes links of names"
        where = f'[Source]({source}#L{self.node.lineno}-L{self.node.end_lineno})' + (f' · [In the lesson]({lesson}#{self.name.lower()})' if lesson and '.' not in self.name else '')
        head = '###' if '.' in self.name else '##'
        out = [f'{head} `{self.name}` {{#{self.anchor}}}', f'```{{.python .signature}}\n{self.signature()}\n```', link(self.doc()), f'::: {{.where}}\n{where}\n:::']
        params = self.params()
        if any(o[1] or o[3] for o in params):
            rows = [f'| {code(n)} | {code(t)} | {code(d)} | {link(text(c))} |' for n,t,d,c in params]
            ret = self.returns()
            if ret: rows.append(f'| **returns** | {code(ret[0])} | | {link(text(ret[1]))} |')
            out.append('\n'.join(['| parameter | type | default | what it is |', '|---|---|---|---|', *rows]))
        elif (ret := self.returns()) and ret[1]: out.append(f'**Returns** {code(ret[0])}: {link(ret[1])}')
        return '\n\n'.join(o for o in out if o) + '\n'

def module(file):
    "The docstring of the module `file`, and an `Entry` for each name in its `__all__`"
    src = Path(file).read_text(encoding='utf-8')
    tree,notes = ast.parse(src),comments(src)
    found,public = {},[]
    for o in tree.body:
        if isinstance(o, (ast.FunctionDef, ast.ClassDef)): found[o.name] = o
        if not isinstance(o, ast.Assign): continue
        for t in o.targets:
            for n in t.elts if isinstance(t, ast.Tuple) else [t]:
                if getattr(n, 'id', '') == '__all__': public = ast.literal_eval(o.value) if isinstance(o.value, ast.List) else []
                elif isinstance(n, ast.Name): found[n.id] = o
    return ast.get_docstring(tree) or '', [Entry(found[n], n, notes, Path(file).stem) for n in sorted(public, key=lambda n: found[n].lineno)]
