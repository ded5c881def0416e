package io.memberlist.spring.test;

import io.memberlist.test.ClusterReport;
import io.memberlist.test.FailureReport;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Gives tests the cluster of their context, whole and without earlier events, and reports of it
 * when one fails.
 */
final class TestClusterExtension
    implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

  private static ApplicationContext application(ExtensionContext context) {
    return SpringExtension.getApplicationContext(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestCluster.class
        && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return application(context).getBean(TestCluster.class);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    var application = application(context);
    application.getBean(TestCluster.class).restore();
    application.getBean(MemberlistEvents.class).clear();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var failure = context.getExecutionException().orElse(null);
    if (failure == null || failure instanceof TestAbortedException) {
      return;
    }
    var cluster = application(context).getBean(TestCluster.class).virtual();
    failure.addSuppressed(new ClusterReport(FailureReport.summary(cluster, null)));
    System.err.println(FailureReport.full(cluster, null));
  }
}
