package dev.landfall.emulators.tenant.generate;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Names of people, from several countries, and the addresses made from them. */
final class Names {
  private static final String[] GIVEN =
      ("Ada Adrian Agnieszka Aisha Akira Alejandro Alice Amélie Ana André Anke Anna António Ben"
              + " Björn Camille Carlos Charlotte Chloé Claire Clara Daniel David Deepa Diego Elena"
              + " Elif Emil Emma Eva Fatima Felix Florence François Freya George Grace Hana Hannah"
              + " Haruto Henrik Inês Isabel Ivan Jakub James Jana Jean Jonas José João Julia Jürgen"
              + " Kaito Karen Katarzyna Kavya Lars Laura Léa Leon Liam Lin Lucas Luis Lukas Magdalena"
              + " Maja Marek Maria Marie Marta Mateo Matthias Mei Michael Mohammed Nadia Neha Nikolai"
              + " Nina Noah Olga Oliver Olivia Omar Paul Paula Pedro Peter Priya Rafael Rahul Renée"
              + " Rosa Ryo Samuel Sara Sean Siobhán Sofia Stefan Sven Thomas Tomasz Ursula Vera Victor"
              + " Wei William Yasmin Yuki Zoë")
          .split(" ");
  private static final String[] FAMILY =
      ("Almeida Andersson Bauer Becker Bernard Bianchi Brown Carter Castro Clark Costa D'Angelo"
              + " Davies Dubois Eriksen Evans Fernández Ferreira Fischer Fournier García Gómez Green"
              + " Gruber Gupta Haas Hall Hansen Harris Hernández Hoffmann Horváth Ito Ivanova Jackson"
              + " Jansen Johnson Jones Kaur Keller Khan Kim King Klein Koch Kowalska Krüger Kumar"
              + " Lange Larsen Laurent Lee Lefebvre Lewandowski Lindqvist Lopes López Mancini Martin"
              + " Martínez Mehta Meyer Miller Moreau Müller Murphy Nakamura Nguyen Nielsen Novák Nowak"
              + " O'Brien O'Neill Okafor Oliveira Olsen Patel Pereira Petit Petrov Pham Pinto Popescu"
              + " Richter Rivera Roberts Rodrigues Rossi Roux Santos Sato Schmidt Schneider Schröder"
              + " Sharma Silva Simon Singh Smith Sørensen Suzuki Tanaka Taylor Thompson Tran Varga"
              + " Vogel Wagner Walker Wang Weber Weiß White Williams Wilson Wójcik Wolf Wright"
              + " Yamamoto Yılmaz Zhang Zimmermann")
          .split(" ");

  /** A person's name and the unique left part of the address. */
  record Name(String given, String family, String address) {
    String display() {
      return given + " " + family;
    }
  }

  private final RandomGenerator random;
  private final Map<String, Integer> taken = new HashMap<>();

  Names(RandomGenerator random) {
    this.random = random;
  }

  Name next() {
    String given = GIVEN[random.nextInt(GIVEN.length)];
    String family = FAMILY[random.nextInt(FAMILY.length)];
    String base = plain(given) + "." + plain(family);
    int count = taken.merge(base, 1, Integer::sum);
    return new Name(given, family, count == 1 ? base : base + count);
  }

  /** Letters a mail address may have without quoting. */
  static String plain(String name) {
    String replaced =
        name.toLowerCase(Locale.ROOT)
            .replace("ß", "ss")
            .replace("ø", "oe")
            .replace("ı", "i")
            .replace("ł", "l");
    return Normalizer.normalize(replaced, Normalizer.Form.NFD).replaceAll("[^a-z0-9.-]", "");
  }
}
