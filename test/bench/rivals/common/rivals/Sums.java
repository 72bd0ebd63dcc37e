package rivals;

import java.nio.ByteBuffer;

/** What a pane holds: ten sums, in this order. */
public final class Sums {
  public static final int OFFERED = 0, ANSWERED = 1, IN_TIME = 2, ABANDONED = 3, WAIT = 4, TALK = 5, HANDLED = 6, WRAP_UP = 7, SURVEYS = 8, SCORE = 9;
  public static final int COUNT = 10;
  public static final long PANE_MS = 10_000L;
  public static final long THRESHOLD_MS = 20_000L;
  /** A contact is forgotten so long after its end, in both rivals. */
  public static final long GRACE_MS = 120_000L;

  public static byte[] bytes(long[] sums) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * COUNT);
    for (long sum : sums) buffer.putLong(sum);
    return buffer.array();
  }

  public static void add(byte[] bytes, long[] to) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    for (int at = 0; at < COUNT; at++) to[at] += buffer.getLong();
  }

  public static long[] of(byte[] bytes) {
    long[] sums = new long[COUNT];
    add(bytes, sums);
    return sums;
  }

  private Sums() {}
}
