package dev.landfall.expression.connect;

import dev.landfall.expression.function.FunctionTable;

/**
 * All functions of the Connect dialect. A new family is a line here, a new function a row there.
 */
public final class ConnectCatalogue {
  public static final FunctionTable TABLE =
      new FunctionTable(
          ConversionFunctions.ALL,
          DateTimeFunctions.ALL,
          DirectoryFunctions.ALL,
          EvaluationFunctions.ALL,
          MathFunctions.ALL,
          MultiValuedFunctions.ALL,
          ProgramFlowFunctions.ALL,
          TextFunctions.ALL,
          CertificateFunctions.ALL,
          UndocumentedFunctions.ALL);

  private ConnectCatalogue() {}
}
