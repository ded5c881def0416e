package io.memberlist.spring.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Makes contexts of {@link MemberlistTest}. */
final class MemberlistTestContextBootstrapper
    extends TestSliceTestContextBootstrapper<MemberlistTest> {

  MemberlistTestContextBootstrapper() {}
}
