package dev.palisade.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {

  @ParameterizedTest
  @ValueSource(strings = {"\u001b[2K", "\u009b2K", "\b", "\u007f", "\u202e", "\u2066"})
  void whatATerminalObeysIsTakenOutOfAMessage(String character) {
    assertThat(Messages.oneLine("name \"" + character + "x\""))
        .startsWith("name \"\ufffd")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Käse/日本", "a 'b' \"c\""})
  void otherTextStays(String text) {
    assertThat(Messages.oneLine(text)).isEqualTo(text);
  }
}
