package io.memberlist.test;

import java.lang.reflect.Constructor;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** Makes the clusters of {@link MemberlistCluster}, and reports of them when a test fails. */
final class ClusterExtension implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ClusterExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == VirtualCluster.class || type == RealCluster.class || type == Cluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getDeclaringExecutable() instanceof Constructor
        || context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException(
          "a cluster belongs to one test: it can be a parameter of test methods, @BeforeEach and"
              + " @AfterEach");
    }
    var store = context.getStore(NAMESPACE);
    return parameter.getParameter().getType() == RealCluster.class
        ? store.computeIfAbsent(RealCluster.class, key -> real(context), RealCluster.class)
        : store.computeIfAbsent(
            VirtualCluster.class, key -> virtual(context), VirtualCluster.class);
  }

  private static VirtualCluster virtual(ExtensionContext context) {
    var wanted = annotation(context);
    var seed = Seeds.choose(context.getConfigurationParameter(Seeds.PROPERTY), wanted.seed());
    var builder = VirtualCluster.of(seed).nodes(wanted.nodes()).configure(configurer(context));
    return wanted.joined() ? builder.joined() : builder.started();
  }

  private static RealCluster real(ExtensionContext context) {
    var wanted = annotation(context);
    var builder = RealCluster.ofNodes(wanted.nodes()).configure(configurer(context));
    return wanted.joined() ? builder.joined() : builder.started();
  }

  private static MemberlistCluster annotation(ExtensionContext context) {
    return context
        .getTestMethod()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, MemberlistCluster.class))
        .or(() -> onClass(context))
        .orElseThrow(() -> new ParameterResolutionException("@MemberlistCluster is missing"));
  }

  private static Optional<MemberlistCluster> onClass(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(
        context.getRequiredTestClass(), MemberlistCluster.class, context.getEnclosingTestClasses());
  }

  /** The annotation's, then the test instances', from the outermost to the innermost. */
  private static NodeConfigurer configurer(ExtensionContext context) {
    var named = annotation(context).configurer();
    return (node, config) -> {
      if (named != NodeConfigurer.class) {
        ReflectionSupport.newInstance(named).configure(node, config);
      }
      for (var instance : context.getRequiredTestInstances().getAllInstances()) {
        if (instance instanceof NodeConfigurer own) {
          own.configure(node, config);
        }
      }
    };
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var cluster = context.getStore(NAMESPACE).get(VirtualCluster.class, VirtualCluster.class);
    var failure = context.getExecutionException().orElse(null);
    if (cluster == null || failure == null || failure instanceof TestAbortedException) {
      return;
    }
    failure.addSuppressed(new ClusterReport(FailureReport.summary(cluster, "@MemberlistCluster")));
    System.err.println(FailureReport.full(cluster, "@MemberlistCluster"));
  }
}
