"""Words that decide whether something with a capital is a name. Facts of the language; nobody in particular."""

from __future__ import annotations

from typing import Final

PARTICLES: Final = "van de der den het ten ter te el al bin ibn von da dos la le ’t 't".split()
"""What may stand between a title or a first name and a surname."""

FIRST_NAMES: Final = frozenset(
    """
    Aad Abdel Abdul Abdullah Adam Adrie Agnieszka Ahmed Aicha Aisha Alexander Ali Alice Amal Amina Amir Amira
    Andrea Andrzej André Angela Anita Anja Anke Ankie Ann Anna Anne Anneke Annelies Annemarie Annie Antoinette
    Anton Arie Arjan Arno Astrid Ayse Ayşe Aziz Barbara Bart Bas Ben Benjamin Bert Bianca Bilal Björn Bob
    Brahim Bram Carla Carlos Carolien Caroline Catharina Cees Chantal Chris Christa Christiaan Christina
    Claudia Cor Corrie Cynthia Daan Daniel David Dennis Diana Dick Dirk Eddy Edwin Elif Elisabeth Ellen Els
    Emel Emma Emre Eric Erik Erwin Esther Eva Evelien Fatiha Fatima Fatma Femke Ferry Floor Frank Frans Fred
    Freek Geert Gerard Gerda Gerrit Gijs Ginny Greetje Guus Hamid Hannah Hanneke Hans Harm Harry Hasan Hassan
    Hatice Hein Helena Hendrik Henk Henny Herman Hester Huub Ibrahim Ilse Ina Ineke Ingrid Irene Iris Isa
    Ismail Iwan Jaap Jacob Jacqueline Jamal Jan Janneke Jannie Jasmijn Jasper Jeanette Jeffrey Jelle Jennifer
    Jeroen Jessica Jim Joanna Jochem Johan Johanna Johannes John Jolanda Joop Joost Joris José Joyce Judith
    Julia Jurgen Kamal Karel Karim Karin Katarzyna Kees Kelly Kevin Khadija Khalid Kim Klaas Koen Krzysztof
    Lars Latifa Laura Leila Leo Lianne Lieke Lies Liesbeth Linda Lisa Lisette Loes Lotte Louise Lucas Lucia
    Lucinda Luuk Maaike Maarten Magda Mandy Manon Marcel Margriet Maria Mariam Marian Marieke Marijke Marina
    Mario Mariëlle Marja Marjan Marjolein Mark Marleen Marloes Martijn Martin Martina Matthijs Maurice Mehmet
    Melanie Merel Michael Michel Michelle Mieke Mike Milan Miranda Miriam Mohamed Mohammed Monique Mounir
    Mourad Mustafa Nadia Naima Natasja Nick Nicole Niels Nina Noor Nora Omar Onno Osman Pascal Patricia
    Patrick Paul Paula Pauline Peter Petra Piet Pieter Pim Piotr Priya Rabia Rachid Rachida Ramona Raymond
    Renate René Ria Richard Rick Rik Rob Robert Robin Roel Roland Ron Ronald Rosa Roxanne Ruben Rudi Ruud
    Sabine Said Samir Samira Sander Sandra Sanne Sara Sarah Saskia Sebastiaan Selma Serena Sharona Silvia
    Simon Simone Sjaak Sjoerd Sofia Sonja Stefan Stephanie Steven Suzanne Sven Sylvia Tamara Tanja Thea Theo
    Thijs Thomas Tim Tineke Tjeerd Tom Tomasz Ton Toos Truus Ursula Vera Victor Vincent Wendy Wesley
    Wilhelmina Willeke Willem Wilma Wim Wouter Yasin Yasmina Youssef Yusuf Yvonne Zahra Zeynep
    """.split()
)
"""First names that are common in the Netherlands. They count only with a surname behind them."""

SURNAMES: Final = frozenset(
    """
    ahmed ali bakker beek berg blom boer bos bouzid broek brouwer bruijn bruin chen dam dekker demir dijk
    dijkstra gerritsen graaf groot haan hassan hendriks hermans heuvel hoekstra huisman jacobs jansen janssen
    jong kaya kok koster kuiper kuipers leeuwen linden maas martens meer meijer meyer mohamed molen mulder
    nguyen peeters peters pietersen post postma prins scholten schouten smit smits veen veenstra verhoeven
    vermeulen visser vliet vos vries wang willems wit wolf yilmaz yılmaz
    """.split()
)
"""Surnames so common that they count behind a title without a capital too."""

OPENERS: Final = frozenset(
    """
    Aan Achter Al Alle Alleen Alles Als Andere Anders Bij Bijna Binnen Boven Buiten Daar Daarna Daarom Dan Dat
    De Deze Die Dit Door Doordat Dus Een Eens Eerst Eigenlijk Elk Elke En Er Even Ga Gaan Gebruik Geen
    Gisteren Goed Graag Haar Had Heb Hebben Heeft Heel Hem Hen Het Hier Hij Hoe Hoeveel Hun Iedereen Iemand
    Iets Ik In Is Ja Je Jij Jongeren Jouw Juist Jullie Kan Kijk Klopt Komt Kun Kunnen Laat Later Lees Lijkt
    Maak Maand Maar Mag Mee Men Met Mij Mijn Misschien Moet Moeten Morgen Na Naar Naast Nee Neem Niemand Niet
    Niets Noem Nog Nooit Nou Nu Of Om Omdat Onder Ons Onze Ook Op Over Overal Per Praat Samen Schrijf Sinds
    Sommige Soms Staat Stel Straks Te Tegen Tenslotte Terwijl Toch Toen Tot Tussen Twee Uit Uiteindelijk Van
    Vanaf Vandaag Veel Verder Vergeet Vertel Via Volgens Voor Vooral Vorige Vraag Vraagt Waar Waarom Wacht
    Wachten Wanneer Want Waren Was Wat We Weer Weet Wel Welke Werd Werk Werkte Wie Wij Wil Willen Word Worden
    Wordt Ze Zeg Zei Zelf Zelfs Zij Zijn Zo Zoals Zodra Zonder Zou Zullen
    """.split()
)
"""Words that begin a sentence; behind a stop or a title they are no name."""

NO_NAMES: Final = (
    OPENERS
    | frozenset(
        """
    Aarde Almere Amsterdam Arabisch Armoede Arnhem Bank Belastingdienst Berekening Bijstand Boodschappen Breda
    Buurt Buurtteam CAK CBS CJIB College Consulent Dialoog Directeur Duits Eindhoven Energie Engels Frans GGD
    Gebied Geld Gemeente Gemeenten Gezin Gezondheid Google Groningen Haarlem Havelaar Holle Hulp Huur IND
    Inkomen Inwoners Jeugd Jeugdzorg Kinderen Kredietbank Leergeld Leeuwarden Loket MT Maastricht Marokkaans
    Media Modaal Nazorg Nederlands Nibud Nijmegen Noord Oekraïens Oost Overste Participatie Politie Pools Pos
    Raad Rechtbank Regie Roemenië Rotterdam Russisch SVB Schulden Schuldhulp Schuldhulpverlening Sociaal
    Sociale Spaans Staat Stadspas Stichting Team Tijd Tilburg Toeslagen Turks UWV Utrecht VNG Vertrouwen
    Vluchtelingenwerk Voedselbank Voorzitter Welzijn Werkplein West Wet Wijkteam Wmo Wonen Woningcorporatie
    Zaken Zorg Zorgverzekeraar Zuid Zwolle
    """.split()
    )
    | {"Max", "Ik-weet-het-niet"}
)
"""Words with a capital that stand where a name could stand, in this work."""
