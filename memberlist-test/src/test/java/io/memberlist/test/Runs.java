package io.memberlist.test;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes within a test and tells how their tests ended, by display name. */
public final class Runs {

  private Runs() {}

  /** All tests of a class. */
  public static Map<String, TestExecutionResult> of(Class<?> tests, String... parameters) {
    return run(selectClass(tests), parameters);
  }

  /** One test of a class. */
  public static TestExecutionResult one(Class<?> tests, String method, String... parameters) {
    var found =
        ReflectionSupport.findMethods(
            tests, each -> each.getName().equals(method), HierarchyTraversalMode.TOP_DOWN);
    return run(selectMethod(tests, found.get(0)), parameters).values().iterator().next();
  }

  private static Map<String, TestExecutionResult> run(
      DiscoverySelector what, String... parameters) {
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(what)
            .filters(includeEngines("junit-jupiter"));
    for (int i = 0; i < parameters.length; i += 2) {
      request.configurationParameter(parameters[i], parameters[i + 1]);
    }
    var results = new LinkedHashMap<String, TestExecutionResult>();
    execute(request.build(), results);
    return results;
  }

  private static void execute(
      LauncherDiscoveryRequest request, Map<String, TestExecutionResult> results) {
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                  results.put(test.getDisplayName(), result);
                }
              }
            });
  }
}
