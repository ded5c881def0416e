package io.memberlist.spring.cluster;

import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Makes {@link RunOnCoordinator} work. Every bean comes by while the application starts, so classes
 * of Spring itself are not looked at, and what makes proxies is not there before it is needed.
 */
public final class RunOnCoordinatorPostProcessor
    implements BeanPostProcessor, BeanFactoryAware, Ordered {

  private final Supplier<MemberlistCoordinator> coordinator;
  private @Nullable BeanFactory beans;
  private @Nullable CoordinatorProxies proxies;

  /** Asks the coordinator at every call; it is looked up at the first. */
  public RunOnCoordinatorPostProcessor(Supplier<MemberlistCoordinator> coordinator) {
    this.coordinator = coordinator;
  }

  @Override
  public void setBeanFactory(BeanFactory beans) {
    this.beans = beans;
  }

  /** As the other annotations that make proxies. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return isGuarded(bean) ? proxies().postProcessAfterInitialization(bean, beanName) : bean;
  }

  private synchronized CoordinatorProxies proxies() {
    if (proxies == null) {
      proxies = new CoordinatorProxies(coordinator, beans);
    }
    return proxies;
  }

  private static boolean isGuarded(Object bean) {
    if (isOfSpring(bean.getClass())) {
      return false;
    }
    var type = AopProxyUtils.ultimateTargetClass(bean);
    for (Class<?> each = type; each != null && !isOfSpring(each); each = each.getSuperclass()) {
      if (hasGuard(each)) {
        return true;
      }
    }
    for (var each : ClassUtils.getAllInterfacesForClassAsSet(type)) {
      if (!isOfSpring(each) && hasGuard(each)) {
        return true;
      }
    }
    return false;
  }

  /** Or of Java; the samples of Spring are applications like any other. */
  private static boolean isOfSpring(Class<?> type) {
    var name = type.getName();
    return name.startsWith("java.")
        || name.startsWith("org.springframework.")
            && !name.startsWith("org.springframework.samples.");
  }

  private static boolean hasGuard(Class<?> type) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(RunOnCoordinator.class)) {
        return true;
      }
    }
    return false;
  }
}
