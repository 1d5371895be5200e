package dev.palisade.render.json;

import dev.palisade.document.Cursor;
import dev.palisade.document.MalformedDocument;
import dev.palisade.document.Node;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Records as JSON objects and back, by these rules:
/// - a component is a key of the same name; one that is null is absent, and must be marked
///   `@Nullable`
/// - strings, integers and booleans are themselves; instants and dates are ISO 8601; enums are
///   their `toString`
/// - lists are arrays, empty ones too; maps of strings and records are objects
/// - of a sealed interface the first permitted record is read whose required keys are all there
/// - keys that no component has are passed over in reading: newer versions may add some
final class RecordJson {
  /// What a record is made of: asking a class for its components copies them each time.
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          List<RecordComponent> components = List.of(type.getRecordComponents());
          components.forEach(component -> component.getAccessor().setAccessible(true));
          return components;
        }
      };

  /// What was written already: one record that is held in many places, as a cause is by thousands
  /// of flows, is one node, which says the same wherever it stands. Records do not change.
  private final Map<Record, Node> known = new IdentityHashMap<>();

  private RecordJson() {}

  static Map<String, Node> fields(Record value) {
    return new RecordJson().fieldsOf(value);
  }

  static Node node(Object value) {
    return new RecordJson().nodeOf(value);
  }

  private Map<String, Node> fieldsOf(Record value) {
    Map<String, Node> fields = new LinkedHashMap<>();
    for (RecordComponent component : COMPONENTS.get(value.getClass())) {
      Object held = held(component, value);
      if (held != null) {
        fields.put(component.getName(), nodeOf(held));
      }
    }
    return fields;
  }

  private Node nodeOf(Object value) {
    return switch (value) {
      case String text -> Node.text(text);
      case Integer number -> Node.number(number);
      case Long number -> Node.number(number);
      case Boolean bool -> Node.bool(bool);
      case Instant instant -> Node.text(instant.toString());
      case LocalDate date -> Node.text(date.toString());
      case Enum<?> constant -> Node.text(constant.toString());
      case List<?> list -> Node.array(list.stream().map(this::nodeOf).toList());
      case Map<?, ?> map -> {
        Map<String, Node> fields = new LinkedHashMap<>();
        map.forEach((key, held) -> fields.put((String) key, nodeOf(held)));
        yield Node.object(fields);
      }
      case Record nested -> {
        Node node = known.get(nested);
        if (node == null) {
          node = Node.object(fieldsOf(nested));
          known.put(nested, node);
        }
        yield node;
      }
      default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
    };
  }

  /// @throws MalformedDocument when a required key is missing or a value is of another type
  static <T extends Record> T read(Class<T> type, Cursor at) {
    RecordComponent[] components = type.getRecordComponents();
    @Nullable Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Cursor value = at.get(components[i].getName());
      if (value.isPresent()) {
        values[i] = value(components[i].getGenericType(), value);
      } else if (!isNullable(components[i])) {
        throw value.malformed("is required");
      }
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw at.malformed(String.valueOf(e.getTargetException().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be made", e);
    }
  }

  private static Object value(Type type, Cursor at) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == SortedMap.class
          ? new TreeMap<>(at.textMap())
          : list(generic.getActualTypeArguments()[0], at);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == String.class) {
      return at.requiredText();
    }
    if (wanted == int.class || wanted == Integer.class) {
      return Math.toIntExact(integer(at));
    }
    if (wanted == long.class || wanted == Long.class) {
      return integer(at);
    }
    if (wanted == boolean.class || wanted == Boolean.class) {
      return Boolean.TRUE.equals(at.bool());
    }
    try {
      if (wanted == Instant.class) {
        return Instant.parse(at.requiredText());
      }
      if (wanted == LocalDate.class) {
        return LocalDate.parse(at.requiredText());
      }
    } catch (DateTimeException e) {
      throw at.malformed("is no date: " + e.getMessage());
    }
    if (wanted.isEnum()) {
      return constant(wanted, at);
    }
    return record(wanted.isSealed() ? permitted(wanted, at) : wanted, at);
  }

  private static List<Object> list(Type type, Cursor at) {
    List<Object> items = new ArrayList<>();
    at.items().forEach(item -> items.add(value(type, item)));
    return items;
  }

  private static long integer(Cursor at) {
    Long number = at.integer();
    if (number == null) {
      throw at.malformed("an integer is required");
    }
    return number;
  }

  private static Object constant(Class<?> type, Cursor at) {
    String text = at.requiredText();
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(text))
        .findFirst()
        .orElseThrow(() -> at.malformed("is none of " + Arrays.toString(type.getEnumConstants())));
  }

  private static Class<?> permitted(Class<?> type, Cursor at) {
    return Arrays.stream(type.getPermittedSubclasses())
        .filter(
            candidate ->
                Arrays.stream(candidate.getRecordComponents())
                    .allMatch(c -> isNullable(c) || at.get(c.getName()).isPresent()))
        .findFirst()
        .orElseThrow(() -> at.malformed("has not the keys of any " + type.getSimpleName()));
  }

  private static Object record(Class<?> type, Cursor at) {
    return read(type.asSubclass(Record.class), at);
  }

  private static boolean isNullable(RecordComponent component) {
    var type = component.getAnnotatedType();
    // of a nested type, the annotation of the outermost is asked for: List<@Nullable X> is not
    // nullable itself
    return type.isAnnotationPresent(Nullable.class)
        || (type instanceof AnnotatedParameterizedType generic
            && generic.isAnnotationPresent(Nullable.class));
  }

  private static @Nullable Object held(RecordComponent component, Record value) {
    try {
      return component.getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
