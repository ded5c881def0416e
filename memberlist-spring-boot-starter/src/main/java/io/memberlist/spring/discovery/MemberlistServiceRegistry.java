package io.memberlist.spring.discovery;

import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;

/**
 * Takes the own instance out of service and back, as Spring Cloud's endpoint {@code
 * serviceregistry} does. It is registered as long as the node runs, so registering does nothing.
 */
public final class MemberlistServiceRegistry implements ServiceRegistry<MemberlistRegistration> {

  private static final String UP = "UP";
  private static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

  private final Consumer<Boolean> outOfService;
  private final BooleanSupplier announced;

  /**
   * Changes nothing yet.
   *
   * @param outOfService takes the instance out of service, or with false back
   * @param announced whether it is announced as accepting traffic
   */
  public MemberlistServiceRegistry(Consumer<Boolean> outOfService, BooleanSupplier announced) {
    this.outOfService = outOfService;
    this.announced = announced;
  }

  @Override
  public void register(@Nullable MemberlistRegistration registration) {
    // the node announces itself
  }

  @Override
  public void deregister(@Nullable MemberlistRegistration registration) {
    // leaving the cluster does it
  }

  @Override
  public void close() {
    // nothing is open
  }

  /**
   * Announces the status.
   *
   * @param status {@code UP} or {@code OUT_OF_SERVICE}
   * @throws IllegalArgumentException if it is something else
   */
  @Override
  public void setStatus(MemberlistRegistration registration, String status) {
    var wanted = status.toUpperCase(Locale.ROOT);
    if (!wanted.equals(UP) && !wanted.equals(OUT_OF_SERVICE)) {
      throw new IllegalArgumentException(
          "status '" + status + "' is neither UP nor OUT_OF_SERVICE");
    }
    outOfService.accept(wanted.equals(OUT_OF_SERVICE));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> T getStatus(MemberlistRegistration registration) {
    return (T) (announced.getAsBoolean() ? UP : OUT_OF_SERVICE);
  }
}
