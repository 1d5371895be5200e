package dev.palisade.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethod;
import jakarta.ws.rs.HttpMethod;

/// Methods with @GET, @POST and their like.
final class AnswerHttp extends DescribedPredicate<JavaMethod> {
  AnswerHttp() {
    super("answer HTTP");
  }

  @Override
  public boolean test(JavaMethod method) {
    return method.isMetaAnnotatedWith(HttpMethod.class);
  }
}
