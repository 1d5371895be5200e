package dev.palisade.document;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields of an object: an immutable map in the order of writing, held in two arrays. A cluster
/// of ten thousand pods has some two million of these, nearly all of a few keys, where a hash table
/// costs several times the memory and finds nothing sooner.
final class Fields extends AbstractMap<String, Node> {

  private static final Fields NONE = new Fields(new String[0], new Node[0]);

  /// Up to here keys are compared one by one.
  private static final int FEW = 12;

  private final String[] keys;
  private final Node[] values;
  private final @Nullable Map<String, Integer> places;

  private Fields(String[] keys, Node[] values) {
    this.keys = keys;
    this.values = values;
    if (keys.length <= FEW) {
      this.places = null;
    } else {
      this.places = HashMap.newHashMap(keys.length);
      for (int i = 0; i < keys.length; i++) {
        places.put(keys[i], i);
      }
    }
  }

  static Fields copyOf(Map<String, ? extends Node> map) {
    if (map instanceof Fields fields) {
      return fields;
    }
    Builder builder = new Builder();
    map.forEach(builder::add);
    return builder.build();
  }

  private int placeOf(@Nullable Object key) {
    if (places != null) {
      Integer place = places.get(key);
      return place == null ? -1 : place;
    }
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return placeOf(key) >= 0;
  }

  @Override
  public @Nullable Node get(@Nullable Object key) {
    int place = placeOf(key);
    return place < 0 ? null : values[place];
  }

  @Override
  public Set<Map.Entry<String, Node>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, Node>> {
    @Override
    public int size() {
      return keys.length;
    }

    @Override
    public Iterator<Map.Entry<String, Node>> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < keys.length;
        }

        @Override
        public Map.Entry<String, Node> next() {
          if (next == keys.length) {
            throw new NoSuchElementException();
          }
          Map.Entry<String, Node> entry = Map.entry(keys[next], values[next]);
          next++;
          return entry;
        }
      };
    }
  }

  /// Collects fields in order; tells of a key that is there already.
  static final class Builder {
    private String[] keys = new String[4];
    private Node[] values = new Node[4];
    private int size;
    private @Nullable Map<String, Integer> places;

    /// The value under a key, or null.
    @Nullable Node get(String key) {
      int place = placeOf(key);
      return place < 0 ? null : values[place];
    }

    /// Adds a field; the key must be new.
    void add(String key, Node value) {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      keys[size] = key;
      values[size] = value;
      size++;
      if (places != null) {
        places.put(key, size - 1);
      } else if (size > FEW) {
        places = new HashMap<>(4 * size);
        for (int i = 0; i < size; i++) {
          places.put(keys[i], i);
        }
      }
    }

    /// Puts another value under a key that is there.
    void replace(String key, Node value) {
      values[placeOf(key)] = value;
    }

    private int placeOf(String key) {
      if (places != null) {
        Integer place = places.get(key);
        return place == null ? -1 : place;
      }
      for (int i = 0; i < size; i++) {
        if (keys[i].equals(key)) {
          return i;
        }
      }
      return -1;
    }

    Fields build() {
      return size == 0 ? NONE : new Fields(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }
  }
}
