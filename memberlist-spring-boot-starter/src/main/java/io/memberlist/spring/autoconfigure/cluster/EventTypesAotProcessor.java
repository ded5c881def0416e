package io.memberlist.spring.autoconfigure.cluster;

import io.memberlist.spring.cluster.ClusterEventTypes;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.generate.GenerationContext;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.aot.BeanRegistrationCode;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragments;
import org.springframework.beans.factory.aot.BeanRegistrationCodeFragmentsDecorator;
import org.springframework.beans.factory.support.InstanceSupplier;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.core.env.Environment;
import org.springframework.javapoet.CodeBlock;

/**
 * A native image has no class path to look through: the types of cluster events are found when the
 * application is built, named in the code that makes the bean, and may be read and written by
 * reflection.
 */
final class EventTypesAotProcessor implements BeanRegistrationAotProcessor {

  @Override
  public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
    if (!bean.getBeanName().equals(EventTypeScan.BEAN) || !isOurs(bean)) {
      return null;
    }
    var beans = bean.getBeanFactory();
    var types = EventTypeScan.run(beans, beans.getBean(Environment.class)).all();
    return new Contribution(types);
  }

  /** An application may have a bean of its own instead. */
  private static boolean isOurs(RegisteredBean bean) {
    return bean.resolveInstantiationDescriptor().executable().getDeclaringClass()
        == MemberlistClusterEventsAutoConfiguration.class;
  }

  private record Contribution(Collection<Class<?>> types)
      implements BeanRegistrationAotContribution {

    @Override
    public BeanRegistrationCodeFragments customizeBeanRegistrationCodeFragments(
        GenerationContext generation, BeanRegistrationCodeFragments fragments) {
      return new BeanRegistrationCodeFragmentsDecorator(fragments) {
        @Override
        public CodeBlock generateInstanceSupplierCode(
            GenerationContext context, BeanRegistrationCode code, boolean allowDirectShortcut) {
          return supplier();
        }
      };
    }

    private CodeBlock supplier() {
      var code =
          CodeBlock.builder()
              .add(
                  "$T.of(bean -> $T.named(bean.getBeanFactory().getBeanClassLoader()",
                  InstanceSupplier.class,
                  ClusterEventTypes.class);
      types.stream().map(Class::getName).sorted().forEach(name -> code.add(", $S", name));
      return code.add("))").build();
    }

    @Override
    public void applyTo(GenerationContext generation, BeanRegistrationCode code) {
      new BindingReflectionHintsRegistrar()
          .registerReflectionHints(
              generation.getRuntimeHints().reflection(), types.toArray(Class<?>[]::new));
    }
  }
}
