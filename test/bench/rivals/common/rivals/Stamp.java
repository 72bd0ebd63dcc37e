package rivals;

/** `YYYY-MM-DDTHH:MM:SS.mmmZ` as our topic writes it; java.time would cost each rival a microsecond an event. */
final class Stamp {
  private static final long DAY = 86_400_000L;
  private static final int DAYS_TO_1970 = 719_468;

  static long millis(String text) {
    int month = digits(text, 5, 2);
    int year = digits(text, 0, 4) - (month <= 2 ? 1 : 0);
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + digits(text, 8, 2) - 1;
    long days = 365L * year + year / 4 - year / 100 + year / 400 + dayOfYear - DAYS_TO_1970;
    long seconds = digits(text, 11, 2) * 3600L + digits(text, 14, 2) * 60L + digits(text, 17, 2);
    return days * DAY + seconds * 1000L + digits(text, 20, 3);
  }

  private static int digits(String text, int from, int count) {
    int value = 0;
    for (int at = from; at < from + count; at++) value = value * 10 + text.charAt(at) - '0';
    return value;
  }

  private Stamp() {}
}
