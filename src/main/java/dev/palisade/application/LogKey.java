package dev.palisade.application;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A public key of the log.
///
/// @param key `NAME+ID+KEY`, as `verify --key` takes it
/// @param pem the same as openssl reads it
/// @param from since when it signs
/// @param until when it ceased to sign, or will; null: nothing is said about that
public record LogKey(String key, String pem, Instant from, @Nullable Instant until) {}
