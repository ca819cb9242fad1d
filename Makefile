# Each command sets up whatever is missing first. PYTHON names another Python 3.
PYTHON ?= python3
export DATA OUT DB PORT TAGS ONLY SECONDS SEED

help:
	@echo "make demo  [DATA=dir] [OUT=dir] [DB=name]  one commune through one whole year"
	@echo "make empty [DB=name]                       nothing but the add-on, as an office begins"
	@echo "make serve [DB=name] [PORT=8069]           the same database in the browser"
	@echo "make test  [TAGS=...]                      every test"
	@echo "make shell [DB=name]                       Odoo shell; reads a script from stdin"
	@echo "make lint                                  quality gates"
	@echo "make bench [ONLY=import|moves|reach|documents|portal|statistics|host|grid|clicks]"
	@echo "make fuzz  [SECONDS=60] [SEED=n] [DB=name] random calls by every role"
	@echo "make i18n                                  renew the terms and translation files"
	@echo "make pictures                              renew the pictures of the manual"
	@echo "make setup | stop | clean                  set up, stop the database, drop all"

setup demo empty serve test shell lint bench fuzz i18n pictures stop clean:
	@$(PYTHON) -m devkit $@

.PHONY: help setup demo empty serve test shell lint bench fuzz i18n pictures stop clean
