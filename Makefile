# Every target sets up what it needs. PYTHON=... chooses the Python, NB=... the notebooks of `make notebooks`.
.PHONY: help course test lab bands bench notebooks readme test-newest clean
.NOTPARALLEL:
SHELL = /bin/sh
NB    = nbs/*.ipynb
bin   = .venv/bin
# The models are small: a second thread gains nothing, and on a busy machine it costs a factor of thirty
OMP_NUM_THREADS ?= 1
export OMP_NUM_THREADS
venv  = sh tools/venv.sh .venv -e '.[dev]' -c constraints.txt

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

notebooks: ## Run notebooks in place and save them clean: make notebooks NB='nbs/03*.ipynb'
	@$(venv)
	@$(bin)/python tools/run.py $(NB)

readme: ## Make README.md from nbs/index.ipynb
	@$(venv)
	@$(bin)/python tools/readme.py

test-newest: ## Run every notebook from the built wheel with the newest fastai, without nbdev
	@sh tools/venv.sh .venv-newest --upgrade fastai 'fastcore>=2' torch torchvision ipykernel nbclient
	@.venv-newest/bin/python tools/newest.py

clean: ## Remove the environments and whatever was built
	@rm -rf .venv .venv-newest build dist *.egg-info
