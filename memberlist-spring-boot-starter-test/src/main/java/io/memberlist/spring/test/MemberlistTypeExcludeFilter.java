package io.memberlist.spring.test;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Keeps components out of the contexts of {@link MemberlistTest}. */
final class MemberlistTypeExcludeFilter
    extends StandardAnnotationCustomizableTypeExcludeFilter<MemberlistTest> {

  MemberlistTypeExcludeFilter(Class<?> testClass) {
    super(testClass);
  }
}
