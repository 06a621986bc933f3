# make run starts, make test tests; make help lists everything.
PYTHON := .venv/bin/python
PORT ?= 8501
TESTS ?=

.DEFAULT_GOAL := help
.PHONY: help run install test lint check gates format

help: ## この一覧を表示する
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

run: ## 準備をして、この道具を始める(別の番号で始めるには PORT=8502)
	@./start.sh --port $(PORT)

install: ## 開発とテストの部品を入れる
	@./start.sh --install

test: install ## すべてのテスト(一部だけなら TESTS=tests/facilitator)
	@$(PYTHON) tests/run.py $(TESTS)

lint: install ## 書き方・型・依存の向きを調べる
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

check: lint test ## 調べてから、すべてのテスト

gates: install ## 何も失わないことの長いテスト(kill -9、停電など。十数分)
	@$(PYTHON) -m tests.gates

format: install ## 書き方を整える
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .
