# Every target sets up what it needs. PYTHON=... chooses the Python, NB=... the notebooks of `make notebooks`.
.PHONY: help course test lab bands bench weights count probes copying demo bench-data scale trust distributed notebooks readme test-newest test-colab docs preview test-docs screenshots clean
.NOTPARALLEL:
SHELL = /bin/sh
NB    = nbs/*.ipynb nbs/exercises/[!_]*.ipynb
bin   = .venv/bin
# The models are small: a second thread gains nothing, and on a busy machine it costs a factor of thirty
OMP_NUM_THREADS ?= 1
export OMP_NUM_THREADS
venv  = sh tools/venv.sh .venv -e '.[dev]' -c constraints.txt
newest = sh tools/venv.sh .venv-newest --upgrade fastai 'fastcore>=2' torch torchvision ipykernel nbclient
docs  = sh tools/venv.sh .venv-docs -r website/requirements.txt -c constraints.txt

help: ## List the targets (the default)
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

course: ## Train the chapter's seven models and show them beside the book's
	@$(venv)
	@$(bin)/humannum_reproduce
	@echo 'Where to go next: `make lab` opens the notebooks (start with 00_data.ipynb), `make test` runs them all.'

test: ## Check the repository and run every notebook with nbdev_test
	@$(venv)
	@$(bin)/python tools/test.py

lab: ## Open JupyterLab on the notebooks
	@$(venv)
	@$(bin)/jupyter lab --notebook-dir=nbs

bands: ## Train every model with ten seeds and write results/bands.csv
	@$(venv)
	@$(bin)/humannum_reproduce --seeds 10 --variants --csv results/bands.csv

bench: ## Time our loader and training loop against others
	@$(venv)
	@$(bin)/python tools/bench.py

weights: ## Train the models that come with the package and write humannum_lm/weights
	@$(venv)
	@$(bin)/python tools/weights.py

count: ## Train five seeds each, measure how they count, and write results/count.csv, errors.csv and jumps.csv
	@$(venv)
	@$(bin)/python tools/count_table.py

probes: ## Probe five seeds of two models for digits, and write results/probes.csv, saliency.csv and swaps.csv
	@$(venv)
	@$(bin)/python tools/probes.py

copying: ## Choose settings on the nested split, then train the rows of lesson 12 with five seeds: results/nested.csv and copying.csv
	@$(venv)
	@$(bin)/python tools/copying.py

demo: ## Write the models of the website's demo, and check them
	@$(venv)
	@$(bin)/python tools/demo.py

bench-data: ## Time and memory of making numbers into tokens, the chapter's way against ours
	@$(venv)
	@$(bin)/python tools/bench_data.py

scale: ## Train on the numbers below 10^4, 10^5 and 10^6, five seeds of two models
	@$(venv)
	@$(bin)/python tools/scale_train.py

trust: ## Measure what changes a result, and kill trainings: results/same_seed.csv and killed.csv
	@$(venv)
	@$(bin)/python tools/trust.py

distributed: ## Train with two processes and with one, and compare: results/distributed*.csv
	@$(venv)
	@$(bin)/python tools/distributed.py

notebooks: ## Run notebooks in place and save them clean: make notebooks NB='nbs/03*.ipynb'
	@$(venv)
	@$(bin)/python tools/run.py $(NB)

readme: ## Make README.md from nbs/index.ipynb
	@$(venv)
	@$(bin)/python tools/readme.py

test-newest: ## Run every notebook from the built wheel with the newest fastai, without nbdev
	@$(newest)
	@.venv-newest/bin/python tools/newest.py

test-colab: ## Run the install cell as Colab does, with the wheel in place of the repository
	@$(newest)
	@.venv-newest/bin/python tools/colab_test.py

docs: ## Build the website into _docs/ from the notebooks as saved
	@$(docs)
	@.venv-docs/bin/python -B website/build.py

preview: ## Serve the website on localhost and build it again on every change
	@$(docs)
	@.venv-docs/bin/python -B website/serve.py

test-docs: docs ## Build the website and test it in Chromium
	@.venv-docs/bin/python -B website/test_docs.py

screenshots: docs ## Take pictures of the demo in Chromium: results/demo*.png
	@.venv-docs/bin/python -B website/screenshots.py

clean: ## Remove the environments and whatever was built
	@rm -rf .venv .venv-newest .venv-docs _docs build dist *.egg-info
