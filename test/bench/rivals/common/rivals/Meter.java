package rivals;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** CPU of the whole process from the end of the warm-up to the end of the job, and the answer as one line of JSON. */
public final class Meter {
  private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private static long total;
  private static long warmUp;
  private static volatile long read;
  private static long cpuFrom;
  private static long wallFrom;
  private static long steadyCpu;
  private static long steadyWall;

  public static void begin(long events, double share) {
    total = events;
    warmUp = Math.max(1, (long) (events * share));
    cpuFrom = PROCESS.getProcessCpuTime();
    wallFrom = System.nanoTime();
  }

  public static void readOne() {
    long count = ++read;
    if (count != warmUp) return;
    steadyCpu = PROCESS.getProcessCpuTime();
    steadyWall = System.nanoTime();
  }

  public static long read() {
    return read;
  }

  public static boolean readAll() {
    return read >= total;
  }

  /** What was used until now; to be taken before sums are checked. */
  public static double[] taken() {
    long cpu = PROCESS.getProcessCpuTime();
    long wall = System.nanoTime();
    double steady = total - warmUp;
    return new double[] {(cpu - cpuFrom) / 1e3, (cpu - steadyCpu) / 1e3 / steady, (wall - wallFrom) / 1e9, steady / ((wall - steadyWall) / 1e9)};
  }

  public static void answer(double[] taken, long duplicates, long[] sums) throws IOException {
    String peak = Files.readAllLines(Path.of("/proc/self/status")).stream().filter((line) -> line.startsWith("VmHWM")).findFirst().orElse("0");
    long peakKb = Long.parseLong(peak.replaceAll("\\D+", ""));
    System.out.printf(
        java.util.Locale.ROOT,
        "{\"records\":%d,\"cpuMicros\":%.0f,\"steadyMicros\":%.4f,\"seconds\":%.3f,\"steadyPerSecond\":%.0f,\"maxRssMb\":%.0f,\"duplicates\":%d,\"sums\":%s}%n",
        read, taken[0], taken[1], taken[2], taken[3], peakKb / 1024.0, duplicates, Arrays.toString(sums));
  }

  private Meter() {}
}
