package dev.palisade.application;

import dev.palisade.document.Cursor;
import dev.palisade.document.Document;
import dev.palisade.document.DocumentReader;
import dev.palisade.document.JsonText;
import dev.palisade.document.Node;
import dev.palisade.document.ReadLimits;
import dev.palisade.document.Reading;
import dev.palisade.snapshot.ResourceRef;
import dev.palisade.store.HistoryStore.Allowed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which changes a change review allowed before they were made. A review answers to one state of
/// the cluster: it approves a change of what stood when it was made, to the very content that was
/// proposed.
final class PastApprovals {

  /// @param after what was proposed; null: to delete the object
  private record Proposal(Allowed review, @Nullable DeclaredContent after) {}

  private final List<Allowed> reviews;
  private final Map<Allowed, Map<String, List<Proposal>>> read = new HashMap<>();

  PastApprovals(List<Allowed> reviews) {
    this.reviews = List.copyOf(reviews);
  }

  /// The review that allowed a change; null: none did.
  ///
  /// @param since from when on the object stood as it was before the change
  /// @param until when it was first seen changed
  /// @param change whether what was proposed is what came; null stands for a deletion
  @Nullable String of(
      ResourceRef object,
      Instant since,
      Instant until,
      Predicate<@Nullable DeclaredContent> change) {
    for (Allowed review : reviews) {
      if (review.reviewedAt().isBefore(since)
          || !review.reviewedAt().isBefore(until)
          || !review.document().contains("\"" + object.name() + "\"")) {
        continue;
      }
      List<Proposal> proposals =
          read.computeIfAbsent(review, PastApprovals::proposals)
              .getOrDefault(object.identity(), List.of());
      if (proposals.stream().anyMatch(proposal -> change.test(proposal.after()))) {
        return "change review " + review.id() + " of " + review.reviewedAt();
      }
    }
    return null;
  }

  private static Map<String, List<Proposal>> proposals(Allowed review) {
    String name = "change review " + review.id();
    Map<String, List<Proposal>> proposals = new HashMap<>();
    Cursor document = new Cursor(name, "", JsonText.read(name, review.document()));
    for (Cursor object : document.get("comparison").get("objects").items()) {
      ResourceRef ref =
          new ResourceRef(
              object.get("apiVersion").requiredText(),
              object.get("kind").requiredText(),
              Objects.requireNonNullElse(object.get("namespace").text(), ""),
              object.get("name").requiredText(),
              null,
              "");
      String after = object.get("after").text();
      proposals
          .computeIfAbsent(ref.identity(), k -> new ArrayList<>())
          .add(new Proposal(review, after == null ? null : content(name, after)));
    }
    return proposals;
  }

  private static DeclaredContent content(String name, String yaml) {
    List<Document> documents = new ArrayList<>();
    try {
      new DocumentReader(ReadLimits.DEFAULT)
          .read(
              name,
              new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
              reading -> {
                if (reading instanceof Reading.Read(Document document)) {
                  documents.add(document);
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // what cannot be read back is no content that anything equals
    return new DeclaredContent(
        documents.size() == 1 ? documents.getFirst().root() : Node.nothing());
  }
}
