"The package's metadata, read from settings.ini; results/*.csv and the weights go into the wheel."
import shutil
from configparser import ConfigParser
from pathlib import Path
from setuptools import setup, find_packages
from setuptools.command.build_py import build_py

ini = ConfigParser()
ini.read('settings.ini', encoding='utf-8')
cfg = ini['DEFAULT']
lib = cfg['lib_name']

class BuildPy(build_py):
    "Build the package with a copy of `results/`; an editable install reads the folder itself."
    def run(self):
        super().run()
        if getattr(self, 'editable_mode', False): return
        dest = Path(self.build_lib)/lib/'results'
        dest.mkdir(parents=True, exist_ok=True)
        for o in Path('results').glob('*.csv'): shutil.copy(o, dest)

setup(
    name=lib, version=cfg['version'], description=cfg['description'], keywords=cfg['keywords'].split(),
    author=cfg['author'], author_email=cfg['author_email'] or None, url=cfg['git_url'],
    license={'apache2': 'Apache-2.0'}[cfg['license']], license_files=['LICENSE'],
    long_description=Path('README.md').read_text(encoding='utf-8'), long_description_content_type='text/markdown',
    package_dir={'': '.'}, packages=find_packages(include=[lib, f'{lib}.*']),
    include_package_data=True, package_data={lib: ['weights/*']}, cmdclass={'build_py': BuildPy},
    python_requires=f">={cfg['min_python']}", install_requires=cfg['requirements'].split(),
    extras_require={'notebooks': cfg['notebook_requirements'].split(), 'text': cfg['text_requirements'].split(),
                    'dev': cfg['dev_requirements'].split()},
    entry_points={'console_scripts': cfg['console_scripts'].split(), 'nbdev': [f'{lib}={lib}._modidx:d']},
)
