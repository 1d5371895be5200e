package dev.palisade.application;

import dev.palisade.compliance.review.ChangeReview;
import dev.palisade.compliance.review.Reason;
import dev.palisade.compliance.review.Verdict;
import dev.palisade.document.CanonicalJson;
import dev.palisade.document.Cursor;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.store.ActorStore;
import dev.palisade.store.AdmissionRecord;
import dev.palisade.store.AdmissionRecord.Decision;
import dev.palisade.store.StoreFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Answers an API server that asks before it carries out a change: `admission.k8s.io/v1`.
/// Everything is allowed and recorded, unless changes of this cluster are to be blocked: then it is
/// judged, and denied where a review would block it. Such a judgement is no change review, and
/// approves nothing: nobody asked for it.
@ApplicationScoped
public class AnswerAdmission {
  private static final Logger LOG = Logger.getLogger(AnswerAdmission.class);
  private static final String NAME = "request";
  private static final int LONGEST_MESSAGE = 1_000;

  private static final ReadLimits LIMITS =
      new ReadLimits(16 << 20, ReadLimits.DEFAULT.nesting() + 3, 0);

  private final ReviewChange reviews;
  private final NamedController controllers;
  private final ActorStore actors;
  private final ConfiguredAdmission settings;
  private final Clock clock;

  /// A judgement takes a processor: more than a few at once would let all of them be late.
  private final ExecutorService judges =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("admission-", 1).factory());

  public AnswerAdmission(
      ReviewChange reviews,
      ReadEvidence evidence,
      ActorStore actors,
      ConfiguredAdmission settings,
      Clock clock) {
    this.reviews = reviews;
    this.controllers = new NamedController(evidence);
    this.actors = actors;
    this.settings = settings;
    this.clock = clock;
  }

  /// What is answered, and how it came about.
  ///
  /// @param reason null: there is nothing to say
  private record Answer(
      boolean allowed, Decision decision, @Nullable String verdict, @Nullable String reason) {
    static final Answer UNJUDGED = new Answer(true, Decision.RECORDED, null, null);

    /// A pod that follows from its controller: controllers make them all day, and none is recorded.
    static final Answer FOLLOWS = new Answer(true, Decision.RECORDED, null, "");
  }

  /// @param body an `AdmissionReview` with a request
  /// @return canonical JSON of the `AdmissionReview` with the response
  /// @throws dev.palisade.document.MalformedDocument if it is none
  public byte[] answer(String cluster, byte[] body) {
    Cursor review = new Cursor(NAME, "", new DocumentReader(LIMITS).parseJson(NAME, body));
    HearAuditLog.require(review, "apiVersion", "admission.k8s.io/v1");
    HearAuditLog.require(review, "kind", "AdmissionReview");
    AdmissionRequest request = AdmissionRequest.of(review.get("request"));
    if (!request.concernsTraffic()) {
      return response(request, Answer.UNJUDGED);
    }
    boolean block = settings.enforce().get(cluster) == ConfiguredAdmission.Enforcement.BLOCK;
    if (!block && request.isMadeByNamedController()) {
      return response(request, Answer.UNJUDGED);
    }
    Answer answer = block ? judged(cluster, request) : Answer.UNJUDGED;
    if (!request.isDryRun() && answer != Answer.FOLLOWS) {
      keep(cluster, request, answer);
    }
    return response(request, answer);
  }

  private Answer judged(String cluster, AdmissionRequest request) {
    Future<Answer> review = judges.submit(() -> judge(cluster, request));
    try {
      return review.get(settings.deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      review.cancel(true);
      return undecided("it was not judged within " + settings.deadline().toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return undecided("it could not be judged: " + cause.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return undecided("it could not be judged: the service stops");
    }
  }

  private Answer judge(String cluster, AdmissionRequest request) {
    if (request.isMadeByNamedController()
        && controllers.made(cluster, request.namespace(), request.object())) {
      return Answer.FOLLOWS;
    }
    ChangeReview judged = reviews.judge(cluster, request.proposed());
    return new Answer(
        judged.verdict() != Verdict.BLOCK,
        Decision.JUDGED,
        judged.verdict().toString(),
        judged.reasons().stream().map(Reason::sentence).collect(Collectors.joining("; ")));
  }

  private Answer undecided(String why) {
    boolean allowed = settings.undecided() == ConfiguredAdmission.Undecided.ALLOW;
    return new Answer(allowed, Decision.UNDECIDED, null, why);
  }

  /// The answer does not wait for the database to come back.
  private void keep(String cluster, AdmissionRequest request, Answer answer) {
    try {
      actors.asked(
          cluster,
          new AdmissionRecord(
              request.uid(),
              clock.instant(),
              request.operation(),
              request.group(),
              request.kind(),
              request.namespace(),
              request.name(),
              request.objectUid(),
              request.user(),
              request.groups(),
              answer.allowed(),
              answer.decision(),
              answer.verdict(),
              answer.reason()));
    } catch (StoreFailure e) {
      LOG.errorf(e, "admission request %s of cluster %s was not recorded", request.uid(), cluster);
    }
  }

  private static byte[] response(AdmissionRequest request, Answer answer) {
    Map<String, Node> response = new LinkedHashMap<>();
    response.put("uid", Node.text(request.uid()));
    response.put("allowed", Node.bool(answer.allowed()));
    if (answer.reason() != null && !answer.reason().isEmpty()) {
      String said = "palisade: " + answer.reason();
      String message =
          said.length() <= LONGEST_MESSAGE ? said : said.substring(0, LONGEST_MESSAGE) + "…";
      if (answer.allowed()) {
        response.put("warnings", Node.array(List.of(Node.text(message))));
      } else {
        Map<String, Node> status = new LinkedHashMap<>();
        status.put("code", new Node.NumberNode("403", 0));
        status.put("message", Node.text(message));
        response.put("status", Node.object(status));
      }
    }
    Map<String, Node> review = new LinkedHashMap<>();
    review.put("apiVersion", Node.text("admission.k8s.io/v1"));
    review.put("kind", Node.text("AdmissionReview"));
    review.put("response", Node.object(response));
    return CanonicalJson.bytes(Node.object(review));
  }
}
