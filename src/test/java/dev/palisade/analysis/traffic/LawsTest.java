package dev.palisade.analysis.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The laws of a Boolean algebra, on random sets with borders anywhere: equal sets are equal
/// objects however they were made.
class LawsTest {
  private static final long SEED = 20261123;
  private static final int TRIPLES = 1500;

  /// The operations of one kind of set.
  ///
  /// @param member whether something that the random source picks is in a set
  record Algebra<T>(
      String name,
      T none,
      T all,
      BinaryOperator<T> union,
      BinaryOperator<T> intersection,
      BinaryOperator<T> difference,
      UnaryOperator<T> complement,
      BiPredicate<T, T> subset,
      Function<Random, T> random,
      Function<Random, Function<T, Boolean>> member) {
    @Override
    public String toString() {
      return name;
    }

    T or(T a, T b) {
      return union.apply(a, b);
    }

    T and(T a, T b) {
      return intersection.apply(a, b);
    }

    T minus(T a, T b) {
      return difference.apply(a, b);
    }

    T not(T a) {
      return complement.apply(a);
    }
  }

  static Stream<Algebra<?>> algebras() {
    return Stream.of(
        new Algebra<>(
            "traffic",
            TrafficSet.NONE,
            TrafficSet.ALL,
            TrafficSet::union,
            TrafficSet::intersect,
            TrafficSet::minus,
            TrafficSet::complement,
            (a, b) -> b.contains(a),
            LawsTest::traffic,
            random -> {
              Packet packet = packet(random);
              return set -> set.contains(packet);
            }),
        new Algebra<>(
            "ports",
            PortSet.NONE,
            PortSet.ALL,
            PortSet::union,
            PortSet::intersect,
            PortSet::minus,
            PortSet::complement,
            PortSet::isSubsetOf,
            LawsTest::ports,
            random -> {
              int port = port(random);
              return set -> set.contains(port);
            }),
        new Algebra<>(
            "addresses",
            IpSet.NONE,
            IpSet.ALL,
            IpSet::union,
            IpSet::intersect,
            IpSet::minus,
            IpSet::complement,
            IpSet::isSubsetOf,
            LawsTest::addresses,
            random -> {
              IpAddress address = address(random);
              return set -> set.contains(address);
            }));
  }

  @ParameterizedTest
  @MethodSource("algebras")
  <T> void lawsHold(Algebra<T> x) {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIPLES; i++) {
      T a = x.random.apply(random);
      T b = x.random.apply(random);
      T c = random.nextInt(4) == 0 ? x.or(a, b) : x.random.apply(random);
      String of = "seed " + SEED + ", number " + i + ": " + a + " and " + b + " and " + c;
      same(of + ": union commutes", x.or(a, b), x.or(b, a));
      same(of + ": intersection commutes", x.and(a, b), x.and(b, a));
      same(of + ": union is associative", x.or(a, x.or(b, c)), x.or(x.or(a, b), c));
      same(of + ": intersection is associative", x.and(a, x.and(b, c)), x.and(x.and(a, b), c));
      same(of + ": and over or", x.and(a, x.or(b, c)), x.or(x.and(a, b), x.and(a, c)));
      same(of + ": or over and", x.or(a, x.and(b, c)), x.and(x.or(a, b), x.or(a, c)));
      same(of + ": De Morgan", x.not(x.or(a, b)), x.and(x.not(a), x.not(b)));
      same(of + ": De Morgan", x.not(x.and(a, b)), x.or(x.not(a), x.not(b)));
      same(of + ": difference", x.minus(a, b), x.and(a, x.not(b)));
      same(of + ": difference of a union", x.minus(a, x.or(b, c)), x.minus(x.minus(a, b), c));
      same(of + ": absorption", x.or(a, x.and(a, b)), a);
      same(of + ": absorption", x.and(a, x.or(a, b)), a);
      same(of + ": double complement", x.not(x.not(a)), a);
      same(of + ": complement", x.and(a, x.not(a)), x.none);
      same(of + ": complement", x.or(a, x.not(a)), x.all);
      same(of + ": neutral", x.and(x.or(a, x.none), x.all), a);
      same(of + ": parts", x.or(x.minus(a, b), x.and(a, b)), a);
      boolean within = x.subset.test(a, c);
      assertThat(within).as(of + ": subset").isEqualTo(x.and(a, c).equals(a));
      assertThat(within).as(of + ": subset").isEqualTo(x.minus(a, c).equals(x.none));
      assertThat(within && x.subset.test(c, a)).as(of + ": antisymmetry").isEqualTo(a.equals(c));
      Function<T, Boolean> member = x.member.apply(random);
      assertThat(member.apply(x.or(a, b))).isEqualTo(member.apply(a) || member.apply(b));
      assertThat(member.apply(x.and(a, b))).isEqualTo(member.apply(a) && member.apply(b));
      assertThat(member.apply(x.not(a))).as(of).isEqualTo(!member.apply(a));
    }
  }

  private static <T> void same(String law, T left, T right) {
    if (!left.equals(right) || left.hashCode() != right.hashCode()) {
      assertThat(left).as(law).isEqualTo(right).hasSameHashCodeAs(right);
    }
  }

  private static TrafficSet traffic(Random random) {
    TrafficSet set = TrafficSet.NONE;
    for (int i = random.nextInt(5); i > 0; i--) {
      TrafficSet part =
          switch (random.nextInt(6)) {
            case 0 ->
                TrafficSet.icmp(
                    icmp(random), type(random), random.nextBoolean() ? null : type(random));
            case 1 -> TrafficSet.of(new Protocol(random.nextInt(256)));
            case 2 -> TrafficSet.of(transport(random), ports(random), ports(random));
            default -> TrafficSet.of(transport(random), ports(random));
          };
      set = random.nextInt(4) == 0 ? set.minus(part) : set.union(part);
    }
    return random.nextInt(4) == 0 ? set.complement() : set;
  }

  private static Packet packet(Random random) {
    return random.nextInt(4) == 0
        ? Packet.icmp(icmp(random), type(random), type(random))
        : Packet.of(transport(random), port(random), port(random));
  }

  private static Protocol transport(Random random) {
    return List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP).get(random.nextInt(3));
  }

  private static Protocol icmp(Random random) {
    return random.nextBoolean() ? Protocol.ICMP : Protocol.ICMPV6;
  }

  private static int type(Random random) {
    return List.of(0, 1, 8, 128, 254, 255).get(random.nextInt(6));
  }

  private static PortSet ports(Random random) {
    PortSet set = PortSet.NONE;
    for (int i = random.nextInt(4); i > 0; i--) {
      int one = port(random);
      int other = random.nextBoolean() ? one : port(random);
      set = set.union(PortSet.of(new PortRange(Math.min(one, other), Math.max(one, other))));
    }
    return random.nextInt(5) == 0 ? set.complement() : set;
  }

  /// Near the ends and near one another, so that ranges touch.
  private static int port(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> 1 + random.nextInt(3);
      case 1 -> 79 + random.nextInt(4);
      case 2 -> 65533 + random.nextInt(3);
      default -> 1 + random.nextInt(65535);
    };
  }

  private static IpSet addresses(Random random) {
    IpSet set = IpSet.NONE;
    for (int i = random.nextInt(4); i > 0; i--) {
      IpAddress address = address(random);
      int bits = address.family().bits();
      IpSet block = IpSet.of(new Cidr(address, bits - random.nextInt(bits + 1)));
      set = random.nextInt(4) == 0 ? set.minus(block) : set.union(block);
    }
    return random.nextInt(5) == 0 ? set.complement() : set;
  }

  private static IpAddress address(Random random) {
    long low =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(3);
          case 1 -> -1 - random.nextInt(3);
          case 2 -> 0x0a00_0000L + random.nextInt(4);
          default -> random.nextLong();
        };
    return random.nextBoolean()
        ? IpAddress.v4(low & 0xffff_ffffL)
        : IpAddress.v6(random.nextBoolean() ? 0 : random.nextLong(), low);
  }
}
