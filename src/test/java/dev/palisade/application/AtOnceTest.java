package dev.palisade.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AtOnceTest {
  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void bothAreAtWorkAtOnceAndKeepTheirPlaces() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);

    AtOnce<String, Integer> both =
        AtOnce.of(
            () -> {
              first.countDown();
              await(second);
              return "one";
            },
            () -> {
              second.countDown();
              await(first);
              return 2;
            });

    assertThat(both).isEqualTo(new AtOnce<>("one", 2));
  }

  @Test
  void ofTwoFailuresTheFirstIsTold() {
    assertThatThrownBy(
            () ->
                AtOnce.of(
                    () -> {
                      throw new NotFound("one");
                    },
                    () -> {
                      throw new NotFound("other");
                    }))
        .isInstanceOf(NotFound.class)
        .hasMessage("one");
  }

  @Test
  void oneFailureIsTheFailureOfBothOnceTheOtherHasEnded() {
    AtomicBoolean ended = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                AtOnce.of(
                    () -> {
                      ended.set(true);
                      return 1;
                    },
                    () -> {
                      throw new UnusableInput("other");
                    }))
        .isInstanceOf(UnusableInput.class);
    assertThat(ended).isTrue();
    assertThatThrownBy(
            () ->
                AtOnce.of(
                    () -> {
                      throw new UnusableInput("one");
                    },
                    () -> 2))
        .isInstanceOf(UnusableInput.class);
  }
}
