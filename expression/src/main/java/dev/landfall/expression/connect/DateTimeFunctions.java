package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue.DateTime;
import dev.landfall.expression.function.Dates;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import dev.landfall.expression.function.NetDateFormat;
import java.util.List;

/** Dates, always in UTC. */
final class DateTimeFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Date and time");

  private DateTimeFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row(
                  "dt DateAdd(str interval, num value, dt date)",
                  "Adds intervals: yyyy q m y d w ww h n s; y, d and w all add days.")
              .example("DateAdd(\"m\",1,CDate(\"2024-01-31\"))", "2024-02-29T00:00:00Z")
              .anyNullGives(NULL)
              .computes(a -> new DateTime(Dates.add(a.text(0), a.number(1), a.date(2)))),
          IN.row("dt DateFromNum(num value)", "The date of a file time: 100 ns since 1601.")
              .example("DateFromNum(133536816000000000)", "2024-02-29T12:00:00Z")
              .nullGives(NULL)
              .computes(a -> new DateTime(Dates.fromFileTime(a.number(0)))),
          IN.row(
                  "str FormatDateTime(dt value, str format)",
                  "Text by .NET custom format letters, English names.")
              .example("FormatDateTime(CDate(\"2024-02-29\"),\"dd.MM.yyyy\")", "29.02.2024")
              .anyNullGives(NULL)
              .computes(a -> of(a.site().derive(a.text(1), NetDateFormat::new).format(a.date(0)))),
          IN.row("dt Now()", "The current time in UTC.")
              .example("Now()", "2024-02-29T12:00:00Z")
              .varies()
              .computes(a -> new DateTime(a.context().clock().instant())),
          IN.row("num NumFromDate(dt value)", "The file time of a date.")
              .example("NumFromDate(CDate(\"2024-02-29T12:00:00Z\"))", "133536816000000000")
              .nullGives(NULL)
              .computes(a -> of(Dates.toFileTime(a.date(0)))));
}
