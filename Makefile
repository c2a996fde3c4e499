# Every target sets up what it needs. PYTHON=... chooses the Python, TORCH=cpu a PyTorch without CUDA,
# NB=... the notebooks of `make notebooks`, WHAT=... what `make measure` measures,
# PINS='--resolution lowest-direct' the oldest packages allowed in place of the pinned ones.
.PHONY: help course test test-gpu lock lab measure weights demo notebooks readme \
  test-newest test-colab test-package docs preview test-docs screenshots anki clean
.NOTPARALLEL:
SHELL = /bin/sh
NB    = nbs/*.ipynb nbs/exercises/[!_]*.ipynb
bin   = .venv/bin
# The models are small: a second thread gains nothing, and on a busy machine it costs a factor of thirty
OMP_NUM_THREADS ?= 1
export OMP_NUM_THREADS
# JupyterLab is not to ask whether it may bring news
settings = .venv/share/jupyter/lab/settings
quiet = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}
PINS  = -c constraints.txt
venv  = sh tools/venv.sh .venv -e '.[dev]' $(PINS)
newest = sh tools/venv.sh .venv-newest --upgrade fastai 'fastcore>=2' torch torchvision ipykernel nbclient
colab = sh tools/venv.sh .venv-colab -r tools/colab.txt
package = sh tools/venv.sh .venv-package build twine trove-classifiers
anki  = sh tools/venv.sh .venv-anki genanki markdown-it-py
docs  = sh tools/venv.sh .venv-docs -r website/requirements.txt -c constraints.txt

help: ## List the targets (the default)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

course: ## Train the chapter's seven models and show them beside the book's
	@$(venv)
	@$(bin)/humannum_reproduce
	@echo 'Next: `make lab` opens the first lesson, nbs/00_data.ipynb, in JupyterLab.'

test: ## Check the repository and run every notebook with nbdev_test
	@$(venv)
	@$(bin)/python tools/test.py

test-gpu: ## Train every recipe an epoch on CUDA beside the CPU; without a GPU say so
	@$(venv)
	@$(bin)/python tools/gpu_test.py

lock: ## Write requirements.lock: the pinned set with its hashes
	@$(venv)
	@PATH=$(bin):$$PATH uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-annotate constraints.txt -o requirements.lock

lab: ## Open the first lesson in JupyterLab, its saved drawings trusted
	@$(venv)
	@$(bin)/nbdev_trust
	@mkdir -p $(settings) && echo '$(quiet)' > $(settings)/overrides.json
	@JUPYTER_PREFER_ENV_PATH=1 $(bin)/jupyter lab --notebook-dir=nbs \
	  --LabApp.default_url=/lab/tree/00_data.ipynb

measure: ## Make tables in results/ anew: make measure WHAT=copying (a script of measure/)
	@$(venv)
	@test -f measure/$(WHAT).py || { echo 'WHAT=... is one of:' \
	  $$(grep -l __main__ measure/*.py | sed 's,measure/,,; s,\.py$$,,'); exit 2; }
	@$(bin)/python measure/$(WHAT).py $(ARGS)

weights: ## Train the models that come with the package and write humannum_lm/weights
	@$(venv)
	@$(bin)/python tools/weights.py

demo: ## Write what the website's models must say, from PyTorch: website/demo/expected.*
	@$(venv)
	@$(bin)/python tools/demo.py

notebooks: ## Run notebooks in place and save them clean: make notebooks NB='nbs/03*.ipynb'
	@$(venv)
	@$(bin)/python tools/run.py $(NB)

readme: ## Make README.md from nbs/index.ipynb
	@$(venv)
	@$(bin)/python tools/readme.py

test-newest: ## Run every notebook from the built wheel with the newest fastai, without nbdev
	@$(newest)
	@.venv-newest/bin/python tools/newest.py

test-colab: ## See that no lesson changes what Colab ships, and run two there from the wheel
	@$(colab)
	@.venv-colab/bin/python tools/colab_test.py

test-package: ## Build wheel and source archive, and install each where nothing else is
	@$(package)
	@.venv-package/bin/python tools/package_test.py

docs: ## Build the website into _docs/ from the notebooks as saved
	@$(docs)
	@.venv-docs/bin/python -B website/build.py

preview: ## Serve the website on localhost and build it again on every change
	@$(docs)
	@.venv-docs/bin/python -B website/serve.py

test-docs: docs ## Build the website and test it in Chromium
	@.venv-docs/bin/python -B website/test_docs.py

screenshots: docs ## Take the picture of the README in Chromium, and say what counting there weighs
	@.venv-docs/bin/python -B website/screenshots.py
	@.venv-docs/bin/python -B website/weigh.py

anki: ## Make an Anki deck of the 39 questions: build/questionnaire.apkg
	@$(anki)
	@.venv-anki/bin/python -B tools/anki.py

clean: ## Remove the environments and whatever was built
	@rm -rf .venv .venv-newest .venv-colab .venv-docs .venv-anki .venv-package _docs build dist *.egg-info
