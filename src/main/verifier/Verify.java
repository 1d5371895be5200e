import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Verifies evidence bundles of Palisade with nothing but a JDK (17 or newer): this one file shares
 * no code with the service, so that a fault there is not repeated here.
 *
 * <pre>
 * java Verify.java BUNDLE.zip [--key FILE|NAME+ID+KEY]... [--checkpoint FILE]
 * java Verify.java REPORT.json
 * </pre>
 *
 * Exit codes: 0 VERIFIED, 1 TAMPERED, 2 unusable, 4 UNANCHORED (intact, but nothing from outside
 * vouches for it).
 */
public final class Verify {
  static final Set<String> PROOFS =
      Set.of("envelope.json", "entry.json", "proof.json", "checkpoint.txt", "keys.txt");
  static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  /** The evidence is not what it claims to be. */
  static final class Tampered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Tampered(String where, String what) {
      super(where + ": " + what);
    }
  }

  /** There is nothing to verify, or the command line is wrong. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /**
   * @param name null where only the key is known
   */
  record Key(String name, byte[] raw) {
    String id() {
      return hex(sha256(cat((name + "\n").getBytes(UTF_8), new byte[] {1}, raw))).substring(0, 8);
    }

    boolean signed(byte[] message, byte[] signature) {
      try {
        PublicKey key =
            KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(cat(SPKI, raw)));
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update(message);
        return verifier.verify(signature);
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
  }

  record Note(String text, List<String[]> signatures) {}

  record Checkpoint(String origin, long size, byte[] root) {}

  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      Path file = null;
      List<Key> keys = new ArrayList<>();
      Checkpoint held = null;
      for (int i = 0; i < arguments.length; i++) {
        boolean option = arguments[i].startsWith("--");
        if (option && i + 1 == arguments.length) {
          throw new Unusable(arguments[i] + " needs a value");
        }
        switch (arguments[i]) {
          case "--key" -> keys.addAll(givenKeys(arguments[++i]));
          case "--checkpoint" -> held = givenCheckpoint(arguments[++i]);
          default -> {
            if (option || file != null) {
              throw new Unusable("not understood: " + arguments[i]);
            }
            file = Path.of(arguments[i]);
          }
        }
      }
      if (file == null) {
        throw new Unusable(
            "usage: java Verify.java BUNDLE.zip [--key FILE|NAME+ID+KEY]... [--checkpoint FILE]");
      }
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 0 && bytes[0] == '{') {
        return report(bytes, out);
      }
      return new Verify(unzip(file.getFileName().toString(), bytes)).bundle(keys, held, out);
    } catch (Tampered e) {
      out.println("TAMPERED");
      out.println("  " + e.getMessage());
      return 1;
    } catch (Unusable e) {
      err.println("error: " + e.getMessage());
      return 2;
    } catch (IOException | OutOfMemoryError e) {
      err.println("error: cannot read: " + e.getMessage());
      return 2;
    }
  }

  /** A report alone: only its form can be looked at. */
  static int report(byte[] bytes, PrintStream out) {
    Map<String, Object> report = object("report", bytes);
    if (!"palisade/report/v1".equals(report.get("format"))
        && !"palisade/group-report/v1".equals(report.get("format"))) {
      throw new Unusable("is no report of Palisade");
    }
    out.println("UNANCHORED: a report alone has no proof: verify its bundle");
    out.println("  SHA-256 " + hex(sha256(bytes)));
    return 4;
  }

  private final Map<String, byte[]> files;
  private final List<String> faults = new ArrayList<>();

  private Verify(Map<String, byte[]> files) {
    this.files = files;
  }

  private int bundle(List<Key> trusted, Checkpoint held, PrintStream out) {
    for (String name : PROOFS) {
      if (!files.containsKey(name)) {
        throw new Tampered(name, "is missing");
      }
    }
    List<Key> keys = keys();
    String report = statement(keys);
    Set<Key> signers = new HashSet<>();
    Checkpoint checkpoint = signedCheckpoint(keys, signers);
    Map<Long, byte[]> roots = roots(checkpoint);
    if (!faults.isEmpty()) {
      out.println("TAMPERED");
      faults.forEach(fault -> out.println("  " + fault));
      return 1;
    }
    String missing = null;
    List<String> by = new ArrayList<>();
    if (!trusted.isEmpty()) {
      for (Key key : signers) {
        for (Key known : trusted) {
          if (Arrays.equals(key.raw(), known.raw())
              && (known.name() == null || known.name().equals(key.name()))) {
            by.add("key " + key.name() + "+" + key.id());
          }
        }
      }
      missing = by.isEmpty() ? "no key that was given signed the checkpoint" : null;
    }
    if (held != null && missing == null) {
      byte[] then = roots.get(held.size());
      if (!held.origin().equals(checkpoint.origin())) {
        missing = "the checkpoint that was given is of another log: " + held.origin();
      } else if (then == null) {
        missing = "nothing in the bundle leads from the given checkpoint to its own";
      } else if (!Arrays.equals(then, held.root())) {
        throw new Tampered(
            "checkpoint.txt", "is of a log that was rewritten since size " + held.size());
      } else {
        by.add("checkpoint of " + held.size() + " entries");
      }
    }
    if (trusted.isEmpty() && held == null) {
      missing = "neither a key nor a checkpoint from elsewhere was given";
    }
    if (missing != null) {
      out.println("UNANCHORED: " + report + " is intact, but " + missing);
      return 4;
    }
    out.println("VERIFIED: " + report + ", by " + String.join(", ", by));
    return 0;
  }

  // ------------------------------------------------------------------ keys

  private List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    String text = text("keys.txt", files.get("keys.txt"));
    if (!text.endsWith("\n")) {
      throw new Tampered("keys.txt", "does not end with a line break");
    }
    String before = "";
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      if (line.compareTo(before) <= 0) {
        throw new Tampered("keys.txt", "is not sorted");
      }
      before = line;
      try {
        keys.add(key(line));
      } catch (IllegalArgumentException e) {
        throw new Tampered("keys.txt", e.getMessage());
      }
    }
    Set<String> pems = new HashSet<>();
    for (Key key : keys) {
      String name = "keys/" + key.id() + ".pem";
      pems.add(name);
      String base64 = Base64.getEncoder().encodeToString(cat(SPKI, key.raw()));
      String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
      if (!Arrays.equals(pem.getBytes(UTF_8), files.get(name))) {
        faults.add(name + ": is not the key of that id in keys.txt");
      }
    }
    for (String name : files.keySet()) {
      if (name.startsWith("keys/") && !pems.contains(name)) {
        faults.add(name + ": is none of the keys in keys.txt");
      }
    }
    return keys;
  }

  static Key key(String text) {
    String[] parts = text.split("\\+", 3);
    byte[] typed = parts.length == 3 ? base64(parts[2]) : new byte[0];
    if (typed.length != 33 || typed[0] != 1 || parts[0].isEmpty()) {
      throw new IllegalArgumentException("not an Ed25519 key in the form NAME+ID+KEY: " + text);
    }
    Key key = new Key(parts[0], Arrays.copyOfRange(typed, 1, 33));
    if (!key.id().equals(parts[1])) {
      throw new IllegalArgumentException("the id is not that of the key: " + text);
    }
    return key;
  }

  static List<Key> givenKeys(String given) throws IOException {
    try {
      Path file = Path.of(given);
      if (!Files.exists(file)) {
        return List.of(key(given));
      }
      String text = Files.readString(file);
      if (text.contains("-----BEGIN PUBLIC KEY-----")) {
        String body =
            text.replaceAll("(?s).*-----BEGIN PUBLIC KEY-----(.*)-----END PUBLIC KEY-----.*", "$1");
        byte[] der = Base64.getDecoder().decode(body.replaceAll("\\s", ""));
        if (der.length != 44 || !Arrays.equals(SPKI, Arrays.copyOf(der, 12))) {
          throw new IllegalArgumentException("is no Ed25519 key");
        }
        return List.of(new Key(null, Arrays.copyOfRange(der, 12, 44)));
      }
      return text.lines().filter(line -> !line.isBlank()).map(Verify::key).toList();
    } catch (IllegalArgumentException e) {
      throw new Unusable("--key " + given + ": " + e.getMessage());
    }
  }

  // ------------------------------------------------------- files, statement, entry

  /** Checks envelope, entry and the digests of all other files; gives the report's name. */
  private String statement(List<Key> keys) {
    String in = "envelope.json";
    Map<String, Object> envelope = object(in, files.get(in));
    requireKeys(in, envelope, "payload", "payloadType", "signatures");
    String type = string(in, envelope.get("payloadType"));
    byte[] payload = sealed64(in, envelope.get("payload"));
    byte[] signed =
        cat(
            ("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ").getBytes(UTF_8),
            payload);
    List<Object> signatures = list(in, envelope.get("signatures"));
    if (!type.equals("application/vnd.in-toto+json") || signatures.isEmpty()) {
      throw new Tampered(in, "is no signed in-toto statement");
    }
    for (Object one : signatures) {
      Map<String, Object> signature = map(in, one);
      requireKeys(in, signature, "keyid", "sig");
      byte[] sig = sealed64(in, signature.get("sig"));
      Object id = signature.get("keyid");
      if (keys.stream()
          .noneMatch(k -> (k.name() + "+" + k.id()).equals(id) && k.signed(signed, sig))) {
        faults.add(in + ": has a signature that none of the bundle's keys made");
      }
    }
    in = "envelope.json, payload";
    Map<String, Object> statement = object(in, payload);
    if (!"https://in-toto.io/Statement/v1".equals(statement.get("_type"))
        || !"https://palisade.dev/attestation/report/v1".equals(statement.get("predicateType"))) {
      throw new Tampered(in, "is no statement about a report");
    }
    String report = string(in, map(in, statement.get("predicate")).get("report"));
    Map<String, String> sealed = new TreeMap<>();
    for (Object one : list(in, statement.get("subject"))) {
      Map<String, Object> subject = map(in, one);
      String digest = string(in, map(in, subject.get("digest")).get("sha256"));
      if (sealed.put(string(in, subject.get("name")), digest) != null) {
        throw new Tampered(in, "names a file twice");
      }
    }
    digests(sealed);
    entry(report, payload);
    return report;
  }

  private void digests(Map<String, String> sealed) {
    if (!sealed.containsKey("report.json")) {
      faults.add("report.json: is not in the signed statement");
    }
    sealed.forEach(
        (name, digest) -> {
          byte[] content = files.get(name);
          if (content == null) {
            faults.add(name + ": is missing");
          } else if (!hex(sha256(content)).equals(digest)) {
            faults.add(
                name
                    + ": was altered: its SHA-256 is "
                    + hex(sha256(content))
                    + ", sealed was "
                    + digest);
          }
        });
    for (String name : files.keySet()) {
      if (!sealed.containsKey(name) && !PROOFS.contains(name) && !name.startsWith("keys/")) {
        faults.add(name + ": was added: the signed statement does not name it");
      }
    }
  }

  private void entry(String report, byte[] payload) {
    Map<String, Object> entry = object("entry.json", files.get("entry.json"));
    requireKeys("entry.json", entry, "digest", "format", "kind", "name", "recordedAt");
    if (!"palisade/ledger-entry/v1".equals(entry.get("format"))
        || !List.of("report", "group-report").contains(entry.get("kind"))
        || !report.equals(entry.get("name"))
        || !hex(sha256(payload)).equals(entry.get("digest"))) {
      faults.add("entry.json: does not seal the statement of envelope.json");
    }
  }

  // ------------------------------------------------------------- checkpoint, log

  static Note note(String in, byte[] bytes) {
    String all = text(in, bytes);
    int split = all.lastIndexOf("\n\n");
    if (split < 0 || !all.endsWith("\n") || split + 2 >= all.length()) {
      throw new Tampered(in, "is no signed note");
    }
    List<String[]> signatures = new ArrayList<>();
    for (String line : all.substring(split + 2, all.length() - 1).split("\n", -1)) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 3 || !parts[0].equals("—") || parts[1].isEmpty()) {
        throw new Tampered(in, "is no signature of a note: " + line);
      }
      signatures.add(parts);
    }
    return new Note(all.substring(0, split + 1), signatures);
  }

  static Checkpoint checkpoint(String in, Note note) {
    String[] lines = note.text().split("\n", -1);
    if (lines.length < 4 || lines[0].isEmpty() || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
      throw new Tampered(in, "is no checkpoint");
    }
    byte[] root = sealed64(in, lines[2]);
    if (root.length != 32) {
      throw new Tampered(in, "its root is no SHA-256");
    }
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), root);
  }

  static Checkpoint givenCheckpoint(String given) throws IOException {
    try {
      return checkpoint(given, note(given, Files.readAllBytes(Path.of(given))));
    } catch (Tampered e) {
      throw new Unusable("--checkpoint " + e.getMessage());
    }
  }

  private Checkpoint signedCheckpoint(List<Key> keys, Set<Key> signers) {
    String in = "checkpoint.txt";
    Note note = note(in, files.get(in));
    Checkpoint checkpoint = checkpoint(in, note);
    for (String[] line : note.signatures()) {
      byte[] both = sealed64(in, line[2]);
      if (both.length != 68) {
        throw new Tampered(in, "has a signature of a wrong length");
      }
      String id = hex(Arrays.copyOf(both, 4));
      byte[] signature = Arrays.copyOfRange(both, 4, 68);
      Key signer = null;
      for (Key key : keys) {
        if (key.name().equals(line[1])
            && key.name().equals(checkpoint.origin())
            && key.id().equals(id)
            && key.signed(note.text().getBytes(UTF_8), signature)) {
          signer = key;
        }
      }
      if (signer == null) {
        faults.add(in + ": has a signature that none of the bundle's keys made");
      } else {
        signers.add(signer);
      }
    }
    return checkpoint;
  }

  /** Checks the proofs; gives the log's root at each size that they speak of. */
  private Map<Long, byte[]> roots(Checkpoint checkpoint) {
    String in = "proof.json";
    Map<String, Object> proof = object(in, files.get(in));
    requireKeys(in, proof, "earlier", "format", "hashes", "index", "size");
    long index = number(in, proof.get("index"));
    long size = number(in, proof.get("size"));
    Deque<byte[]> path = hashes(in, proof.get("hashes"));
    byte[] leaf = sha256(new byte[] {0}, files.get("entry.json"));
    if (!"palisade/log-proof/v1".equals(proof.get("format"))
        || size != checkpoint.size()
        || index >= size
        || !Arrays.equals(inclusion(leaf, index, size, path), checkpoint.root())
        || !path.isEmpty()) {
      faults.add(in + ": does not lead from entry.json to checkpoint.txt");
    }
    Map<Long, byte[]> roots = new LinkedHashMap<>();
    for (Object one : list(in, proof.get("earlier"))) {
      Map<String, Object> earlier = map(in, one);
      requireKeys(in, earlier, "hashes", "root", "size");
      long from = number(in, earlier.get("size"));
      byte[] root = digest(in, earlier.get("root"));
      Deque<byte[]> rest = hashes(in, earlier.get("hashes"));
      byte[][] both =
          from < 1 || from > size ? new byte[2][] : consistency(from, size, true, root, rest);
      if (!Arrays.equals(both[0], root)
          || !Arrays.equals(both[1], checkpoint.root())
          || !rest.isEmpty()) {
        faults.add(in + ": does not lead from the earlier size " + from + " to checkpoint.txt");
      }
      roots.put(from, root);
    }
    roots.put(checkpoint.size(), checkpoint.root());
    return roots;
  }

  /** RFC 6962 section 2.1.1, read backwards. */
  static byte[] inclusion(byte[] leaf, long index, long size, Deque<byte[]> path) {
    if (size == 1) {
      return leaf;
    }
    long k = Long.highestOneBit(size - 1);
    if (index < k) {
      byte[] left = inclusion(leaf, index, k, path);
      return node(left, path.poll());
    }
    byte[] right = inclusion(leaf, index - k, size - k, path);
    return node(path.poll(), right);
  }

  /** RFC 6962 section 2.1.2, read backwards: the roots before and after. */
  static byte[][] consistency(long from, long to, boolean known, byte[] root, Deque<byte[]> path) {
    if (from == to) {
      byte[] hash = known ? root : path.poll();
      return new byte[][] {hash, hash};
    }
    long k = Long.highestOneBit(to - 1);
    if (from <= k) {
      byte[][] left = consistency(from, k, known, root, path);
      return new byte[][] {left[0], node(left[1], path.poll())};
    }
    byte[][] right = consistency(from - k, to - k, false, root, path);
    byte[] left = path.poll();
    return new byte[][] {node(left, right[0]), node(left, right[1])};
  }

  /** Null where the proof was too short: then nothing equals it. */
  static byte[] node(byte[] left, byte[] right) {
    return left == null || right == null ? null : sha256(new byte[] {1}, left, right);
  }

  // ---------------------------------------------------------------------- ZIP

  /** Only the form that Palisade writes: stored, sorted, no byte that says nothing. */
  static Map<String, byte[]> unzip(String zip, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < 22 || in.getInt(0) != 0x04034b50) {
      throw new Unusable(zip + ": is no bundle");
    }
    if (in.getShort(8) != 0) {
      throw new Unusable(
          zip + ": was packed by another program: give the bundle as it was downloaded");
    }
    try {
      return entries(zip, in, bytes);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new Tampered(zip, "the archive claims more than there is");
    }
  }

  private static Map<String, byte[]> entries(String zip, ByteBuffer in, byte[] bytes) {
    int end = bytes.length - 22;
    int count = in.getShort(end + 8) & 0xFFFF;
    int at = in.getInt(end + 16);
    boolean sound =
        in.getInt(end) == 0x06054b50
            && in.getInt(end + 4) == 0
            && in.getShort(end + 10) == (short) count
            && in.getInt(end + 12) == end - at
            && in.getShort(end + 20) == 0;
    int local = 0;
    int start = at;
    Map<String, byte[]> files = new TreeMap<>();
    String before = "";
    for (int i = 0; i < count; i++) {
      int length = in.getShort(at + 28) & 0xFFFF;
      int size = in.getInt(at + 24);
      String name = new String(bytes, at + 46, length, UTF_8);
      sound &= in.getInt(at) == 0x02014b50 && in.getShort(at + 4) == 10;
      sound &= in.getInt(at + 6) == 0x0800_000A && in.getInt(at + 10) == 0;
      sound &= in.getShort(at + 14) == 0x21 && in.getInt(at + 20) == size;
      for (int zero = 30; zero < 42; zero++) {
        sound &= bytes[at + zero] == 0;
      }
      sound &= in.getInt(at + 42) == local && in.getInt(local) == 0x04034b50;
      sound &= Arrays.equals(bytes, local + 4, local + 30, bytes, at + 6, at + 32);
      sound &=
          Arrays.equals(bytes, local + 30, local + 30 + length, bytes, at + 46, at + 46 + length);
      sound &= name.matches("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");
      sound &= name.length() <= 200 && name.compareTo(before) > 0;
      sound &= size >= 0 && local + 30L + length + size <= start;
      if (!sound) {
        break;
      }
      byte[] content = Arrays.copyOfRange(bytes, local + 30 + length, local + 30 + length + size);
      CRC32 crc = new CRC32();
      crc.update(content);
      if ((int) crc.getValue() != in.getInt(at + 16)) {
        throw new Tampered(name, "is not what the archive's checksum is of");
      }
      files.put(name, content);
      before = name;
      local += 30 + length + size;
      at += 46 + length;
    }
    if (!sound || local != start || at != end) {
      throw new Tampered(zip, "the archive is not as Palisade writes it, near byte " + local);
    }
    return files;
  }

  // --------------------------------------------------------------------- JSON

  /**
   * Reads canonical JSON (RFC 8785) and nothing else: another form of the same value is refused.
   */
  static final class Json {
    private final String in;
    private final String text;
    private int at;

    Json(String in, byte[] bytes) {
      this.in = in;
      this.text = text(in, bytes);
    }

    Object read() {
      Object value = value(0);
      if (at != text.length()) {
        throw wrong();
      }
      return value;
    }

    private Tampered wrong() {
      return new Tampered(in, "is not the canonical JSON that Palisade writes, at character " + at);
    }

    private char peek() {
      if (at >= text.length()) {
        throw wrong();
      }
      return text.charAt(at);
    }

    private void expect(String wanted) {
      if (!text.startsWith(wanted, at)) {
        throw wrong();
      }
      at += wanted.length();
    }

    private Object value(int depth) {
      if (depth > 200) {
        throw wrong();
      }
      switch (peek()) {
        case '{':
          return fields(depth);
        case '[':
          return items(depth);
        case '"':
          return quoted();
        case 't':
          expect("true");
          return true;
        case 'f':
          expect("false");
          return false;
        case 'n':
          expect("null");
          return Json.class; // present and no value: nothing here may be null
        default:
          return digits();
      }
    }

    private Map<String, Object> fields(int depth) {
      Map<String, Object> fields = new LinkedHashMap<>();
      String before = null;
      expect("{");
      while (peek() != '}') {
        if (before != null) {
          expect(",");
        }
        String key = quoted();
        if (before != null && key.compareTo(before) <= 0) {
          throw wrong();
        }
        expect(":");
        fields.put(key, value(depth + 1));
        before = key;
      }
      at++;
      return fields;
    }

    private List<Object> items(int depth) {
      List<Object> items = new ArrayList<>();
      expect("[");
      while (peek() != ']') {
        if (!items.isEmpty()) {
          expect(",");
        }
        items.add(value(depth + 1));
      }
      at++;
      return items;
    }

    private String quoted() {
      StringBuilder string = new StringBuilder();
      expect("\"");
      while (peek() != '"') {
        char c = text.charAt(at++);
        if (c < ' ') {
          throw wrong();
        }
        string.append(c == '\\' ? escaped() : c);
      }
      at++;
      return string.toString();
    }

    private char escaped() {
      char c = peek();
      at++;
      int known = "\"\\bfnrt".indexOf(c);
      if (known >= 0) {
        return "\"\\\b\f\n\r\t".charAt(known);
      }
      if (c != 'u'
          || !text.substring(at, Math.min(at + 4, text.length())).matches("00[01][0-9a-f]")) {
        throw wrong();
      }
      char control = (char) Integer.parseInt(text, at, at + 4, 16);
      if ("\b\f\n\r\t".indexOf(control) >= 0) {
        throw wrong(); // these have a shorter escape
      }
      at += 4;
      return control;
    }

    private Object digits() {
      int from = at;
      while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      String number = text.substring(from, at);
      if (number.matches("-?(0|[1-9][0-9]{0,17})") && !number.equals("-0")) {
        return Long.parseLong(number);
      }
      if (number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?(e[+-][0-9]+)?")) {
        return number;
      }
      throw wrong();
    }
  }

  static Map<String, Object> object(String in, byte[] json) {
    return map(in, new Json(in, json).read());
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(String in, Object value) {
    if (value instanceof Map<?, ?>) {
      return (Map<String, Object>) value;
    }
    throw new Tampered(in, "an object is missing");
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(String in, Object value) {
    if (value instanceof List<?>) {
      return (List<Object>) value;
    }
    throw new Tampered(in, "an array is missing");
  }

  static String string(String in, Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new Tampered(in, "a string is missing");
  }

  static long number(String in, Object value) {
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw new Tampered(in, "a number is missing");
  }

  static byte[] digest(String in, Object value) {
    String hex = string(in, value);
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new Tampered(in, "is no SHA-256: " + hex);
    }
    return HexFormat.of().parseHex(hex);
  }

  static Deque<byte[]> hashes(String in, Object value) {
    Deque<byte[]> hashes = new ArrayDeque<>();
    list(in, value).forEach(hash -> hashes.add(digest(in, hash)));
    return hashes;
  }

  static void requireKeys(String in, Map<String, Object> fields, String... sorted) {
    if (!List.copyOf(fields.keySet()).equals(List.of(sorted))) {
      throw new Tampered(in, "has " + fields.keySet() + " where " + List.of(sorted) + " is needed");
    }
  }

  // -------------------------------------------------------------------- bytes

  static byte[] sealed64(String in, Object value) {
    try {
      return base64(string(in, value));
    } catch (IllegalArgumentException e) {
      throw new Tampered(in, e.getMessage());
    }
  }

  /** Only the one text that the bytes have. */
  static byte[] base64(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("not base64 in its one form");
    }
    return bytes;
  }

  static String text(String in, byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Tampered(in, "is not UTF-8");
    }
  }

  static byte[] sha256(byte[]... parts) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(cat(parts));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] cat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
