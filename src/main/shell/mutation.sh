#!/usr/bin/env bash
# Mutation testing of what verdicts and evidence rest on: mutation.sh [GROUP...]; CLASSES narrows a group, SEED begins its worlds elsewhere.
# Each group of classes meets the tests that look at it, so that a mutant that lives costs seconds. Reports: target/mutation/GROUP.
set -euf -o pipefail
palisade_home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
cd "$palisade_home"

# full names of classes, with commas; r. is short for analysis.reachability.
names() {
  local name list=()
  for name in $1; do
    name=${name/#r./analysis.reachability.}
    list+=("dev.palisade.$name")
  done
  local IFS=,
  echo "${list[*]}"
}

walk='r.FlowEvaluator* r.PeerMatcher* r.TrafficMatcher* r.RequestMatcher* r.Trace r.Trace$* r.Citation* r.Answer* r.FlowVerdict* r.Verdict*'
words='r.Explainer* r.Explanation* r.Miss r.Miss$* r.PeerText* r.RequestText* r.RequestLimits*'
change='r.Engine r.Engine$* r.EngineChange* r.Change r.Change$* r.Following* r.Succession* r.Stand r.Stand$* r.Removals* r.Contribution* r.Alignment* r.Mentions* r.EarlierRows* r.PolicyPart* r.Course* r.Reason* r.BothSides* r.RowIndex* r.Cells* r.Meetings* r.Extent* r.FlowChange*'
beneath='r.question.* r.outline.* r.connectivity.*'

# group: which classes, all but which, held by which tests, on how many worlds of each generator
group() {
  without=none worlds=100
  case $1 in
    traffic) classes='analysis.traffic.*' tests='analysis.traffic.*Test' ;;
    label) classes='analysis.label.*' tests='analysis.label.*Test*' ;;
    model) classes='analysis.inventory.* analysis.policy.*' tests='translate.*PolicyTest* translate.InventoryTest translate.PodsTest translate.ExposuresTest translate.DoubtTest r.ReachabilityTest* r.ExplanationTest*' ;;
    walk) classes=$walk worlds=300 tests='r.ReachabilityTest* r.NodePeersTest r.DifferentialTest r.ExplanationTest r.PartitionTest translate.CiliumPolicyTest translate.CalicoPolicyTest application.RequestExpectationsTest' ;;
    words) classes=$words tests='r.ExplanationTest r.WordsTest r.RequestLimitsTest compliance.diff.RequestChangesTest cli.CommandsGoldenTest' ;;
    engine) classes='r.*' without="$walk $words $change $beneath" worlds=150 tests='r.ReachabilityTest* r.DifferentialTest r.PartitionTest r.RefinementTest r.GroupMatrixTest r.ImaginationTest r.EngineTest r.ChangeTest r.NodePeersTest r.DialectSettingsTest' ;;
    change) classes=$change tests='r.AlignmentTest r.EngineTest r.ChangeTest r.ContributionDifferentialTest r.EffectsTest compliance.diff.*Causes*Test' ;;
    question) classes='r.question.*' worlds=200 tests='r.ContainmentTest r.EffectsTest r.PolicyComparisonDifferentialTest r.ContributionDifferentialTest r.ImaginationTest r.ExplanationTest' ;;
    outline) classes='r.outline.*' tests='r.outline.*Test render.svg.*Test' ;;
    connectivity) classes='r.connectivity.*' tests='application.MapConnectivity*Test application.CompareManifestsOracleTest render.dot.*Test render.svg.*Test cli.CommandsGoldenTest' ;;
    period) classes='compliance.report.period.*' tests='compliance.report.period.*Test' ;;
    campaign) classes='compliance.review.*' tests='compliance.review.*Test' ;;
    ledger) classes='ledger.*' tests='ledger.*Test' ;;
    *)
      echo "no such group: $1; there are: $all" >&2
      exit 2
      ;;
  esac
}

# of one group: mutants, killed (noticed, or brought to a halt), reached by no test, score
summary() {
  awk -v group="$1" '
    match($0, /status=.[A-Z_]+/) { count[substr($0, RSTART + 8, RLENGTH - 8)]++; mutants++ }
    END {
      killed = count["KILLED"] + count["TIMED_OUT"] + count["MEMORY_ERROR"] + count["RUN_ERROR"]
      printf "| %s | %d | %d | %d | %d | %.1f %% |\n", group, mutants, killed, count["TIMED_OUT"], count["NO_COVERAGE"], mutants ? 100 * killed / mutants : 0
    }' "target/mutation/$1/mutations.xml"
}

all='traffic label model walk words engine change question outline connectivity period campaign ledger'
# shellcheck disable=SC2086 # one word each
[ $# -gt 0 ] || set -- $all
for name in "$@"; do
  group "$name"
done
src/main/shell/maven.sh -Dquick -q test-compile
for name in "$@"; do
  group "$name"
  # shellcheck disable=SC2086 # any number of arguments
  src/main/shell/maven.sh -Dquick -Pmutation org.pitest:pitest-maven:mutationCoverage ${ARGS:-} \
    -Dmutation.name="$name" -Dmutation.classes="$(names "${CLASSES:-$classes}")" -Dmutation.without="$(names "$without")" \
    -Dmutation.tests="$(names "$tests")" -Dmutation.worlds="$worlds" -Dmutation.seed="${SEED:-1}"
done
echo '| group | mutants | killed | of these by time | reached by no test | score |'
echo '| --- | --- | --- | --- | --- | --- |'
for name in "$@"; do
  summary "$name"
done
