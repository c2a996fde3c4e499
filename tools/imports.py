"Print which module of the package imports which, read from the code, and any circle."
import sys
from graphlib import CycleError, TopologicalSorter
from humannum_lm.all import _graph

graph = _graph()
width = max(map(len, graph))
for name,found in graph.items(): print(f'{name:{width}}  {" ".join(found)}')
try: list(TopologicalSorter(graph).static_order())
except CycleError as e: sys.exit(f'a circle: {" <- ".join(e.args[1])}')
print(f'{len(graph)} modules, {sum(map(len, graph.values()))} imports, no circle')
