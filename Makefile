# make run starts, make test tests; make help lists everything.
PYTHON := .venv/bin/python
PORT ?= 8501
TESTS ?=

.DEFAULT_GOAL := help
.PHONY: help run install test lint check gates soak scan format

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

HOURS ?= 8
soak: install ## 何時間も動かして、増えつづけるものがないかを見る(HOURS=8)
	@$(PYTHON) -m tests.gates soak --hours $(HOURS)

scan: install ## 弱点を調べる(コードと部品)、部品の一覧を作る(部品を調べるにはインターネットが要る)
	@$(PYTHON) -m pip install -q -r requirements-scan.txt || \
	  echo "調べる道具を入れられませんでした。インターネットにつながる機械で行ってください。"
	@$(PYTHON) -m tests.scan

format: install ## 書き方を整える
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .
