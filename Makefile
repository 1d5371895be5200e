# The one door. `make` alone lists what there is.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help up down logs test soak mutation dev golden bench format image migration clean

MAVEN := src/main/shell/maven.sh
SERVICE := src/main/shell/service.sh

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: ## build if needed, start the service with the sample cluster, wait until it is ready (PORT=8080 DATA=~/.palisade)
	@PORT='$(PORT)' DATA='$(DATA)' $(SERVICE) up

down: ## stop the service (DATA=~/.palisade)
	@DATA='$(DATA)' $(SERVICE) down

logs: ## show the service's log (DATA=~/.palisade)
	@DATA='$(DATA)' $(SERVICE) logs

test: ## check formats, compile with Error Prone and NullAway, run all the tests (ARGS for Maven)
	@$(MAVEN) test $(ARGS)

soak: ## run the tests that take too long for every run, and ten times as many random worlds, then mutation (SEED=1)
	@$(MAVEN) -Dquick test -Dgroups=soak -DexcludedGroups= $(if $(SEED),-Dpalisade.seed=$(SEED))
	@$(MAVEN) -Dquick test -Dtest='*DifferentialTest,*ConflictTest,ExhaustiveTest,Manifest*Test' -Dpalisade.worlds=200000 -Dpalisade.sweep=all -Dpalisade.seed=$(or $(SEED),1)
	@$(MAKE) --no-print-directory mutation

mutation: ## change the analysis by machine, see which changes a test notices (GROUPS='traffic walk' CLASSES='r.Pairs*' SEED=1)
	@CLASSES='$(CLASSES)' SEED='$(SEED)' ARGS='$(ARGS)' src/main/shell/mutation.sh $(GROUPS)

dev: ## run the service and take up changes of the sources while it runs
	@$(MAVEN) -Dquick quarkus:dev -Dquarkus.args='serve --data target/dev'

golden: ## rewrite the expected outputs of the golden cases, then check that a second run gives the same
	@$(MAVEN) -Dquick test -Dgroups=golden -Dgolden=rewrite
	@$(MAVEN) -Dquick test -Dgroups=golden

bench: ## measure the engine (JMH) and whole commands (ARGS='name -f 1' for JMH, CLUSTERS=folder RUNS=3)
	@$(MAVEN) -Dquick -Pbench test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
	@. src/main/shell/tools.sh && need_jdk && "$$JAVA_HOME/bin/java" -cp "target/test-classes:target/classes:$$(cat target/bench.classpath)" org.openjdk.jmh.Main $(ARGS)
	@RUNS='$(or $(RUNS),3)' src/bench/shell/commands.sh $(CLUSTERS)

format: ## format the sources
	@$(MAVEN) spotless:apply

image: ## build the container image palisade:latest (IMAGE=palisade:latest BASE=eclipse-temurin:25-jre)
	@deploy/image/build.sh '$(IMAGE)' '$(BASE)'

migration: ## begin a migration of the database (NAME=what-it-is-for)
	@src/main/shell/migration.sh '$(NAME)'

clean: ## remove what was built
	@$(MAVEN) -Dquick clean
