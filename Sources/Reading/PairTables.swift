// Made by Benchmarks/language/pairs.py from the counts in langdetect 1.0.9 (Apache-2.0): not to be edited by hand.
// Longer than a file should be: it is data.

/// How often letters follow each other, by language.
struct PairTable: Sendable {
  /// ISO 639-1.
  let language: String
  /// Its script's name in Unicode.
  let script: String
  /// Its letters, small where there are two cases.
  let alphabet: String
  /// What its words measure on real text, and on shuffled letters; costs in eighths of a nat.
  let facts: Facts
  /// The costs of all pairs, as `pairs.py` packs them.
  let cells: String

  /// Means of real text, and what they are without language.
  struct Facts: Sendable {
    let wordLength, inner, innerShuffled, gap, gapSpurious: Double
  }

  /// A table without its costs.
  struct Entry: Sendable {
    let language: String
    let facts: Facts
  }

  /// All tables.
  static let all: [PairTable] = [
    PairTable(
      language: "af", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáéêëïóöü",
      facts: Facts(wordLength: 5.035, inner: 19.516, innerShuffled: 31.049, gap: -1.055, gapSpurious: 23.9),
      cells: """
        zOQcGOZORKaRVQMOTyVKRcJOzvs-8NGdhReSVnbsVLRAzWzJLKbkhznq-8OIezz8-3JzzOzzIzzIzzN-3P-9JG-3Jzz8NzK-3F-4R-EEOmzeCz\
        ol7ozzjzSzzXUmUzf-4o-69iYpUOiZiUzRMWHlbzGMPXcZzr-4i-4BQzzSKUVaJzYZzzNzzCKVa-DCPezZ8zbVOzzdzdQzzIPRZ-DPF-38-3L-\
        5EzzXzRI-3P-9VWkdR9iQzmzMTbEYfzXHMleqzzt-3b-56-3G-3I-5D-5I-DDE-3DzghMzRPbzJzzNOPSzbzf-9GFdzREZThEZVOgzMezzPXSi\
        gzZ-3f-5EFMzdAzezI-3UzMRzzSdQ-D6NiiJOqLjOnXhqZSzzpLOejgzq-9UochWLPThezRMMHFOzEQPRZZ-6h-4DH-3FzccOzzOzzIPzFTSRz\
        zUc-9xy-3u-3y-B0-DDKbnLHjTfHzSXVXJZzeMQSZZzT-99SgfjFojiKkOWfnQTzlTETiczY-9AHmzzBzeUMnkdmzLzzOPXRmYzW-9OVRhTTzS\
        zCzVNOKzhzFFTSzd-Bd6-3D-3GzzRzzHzzTzzg-3h-9c7-3A-3J-5E-9Q-3Z-50-Y7-3KQNY-3ITzJ-4I-3Q-B9B-3C-3C-PIJXhNFaSZJiSQU\
        KNXzMLNUUWudtzzwo-40-4w-T9-H3-G2-BH-5H-GIJXhNFaSZJiSQUKNXzMLNUUWudtzzwo-4IJXhNFaSZJiSQUKNXzMLNUUWudtzzwo-4IJXh\
        NFaSZJiSQUKNXzMLNUUWudtzzwo-4IJXhNFaSZJiSQUKNXzMLNUUWudtzzwo-4
        """),
    PairTable(
      language: "ca", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzàáâäçèéíïñòóöúüāīōū",
      facts: Facts(wordLength: 4.608, inner: 20.033, innerShuffled: 33.246, gap: -2.535, gapSpurious: 20.948),
      cells: """
        zJWMFKQWYOciKPWVMWTNSQVoltqn-5U-6w-58zXRRjjboZnoIOHsafJUKabuunp-4szzsu-AHDlofKqwoHezIvdMzzEYgO-3pzd-4hQpzznozn\
        -5LDzUzNzzUCziTvoEzzRXNR-3rzf-4Splzziu-7HKzzt4zyrJrzzmzPzzVezUtxzxzk-4gpqzzrrzy-5BbfVaojSwYuxGUGiXoHFUXcxdrq-A\
        y-8TI-3GfrzEzzTzzBzzEnkN-5l-4mzYzzfg-7NGsweGzncEzzNjRKzzHhqF-3pzh-4Wzozzmjzwc-4K8-3G-3EzzdcbIzzWhYNzizYzdzlzzm\
        lq-BFIZISTbUyvwoQTJRSgSMJVWzWwpf-4o-4rO-7XA-3I-3T-5Bi-4A-5a-IED-3IzzJHzcVLzKzzTUcM-3b-K9DlliInitKzxLbzQozzMUVl\
        zzqzc-3yfoZzzhozy-5KDJzzCqzzJ-3dlLLzzegL-3pzW-4cVWzzkhzg-5DGuMRMgUrJlrsyfOzoqNEddzwPnl-3eiqizzpyzw-5LfQOUcaYlb\
        mpKIEkSnELRPTomprw-IQDzkzCzzcIzzPzzGkzFXUR-5l-4Yyozzjoze-5fg-J0-Jb-4FFeVUDmYtGznfTXLmfSTNWgzpmwc-3lgidzzfpzr-5\
        6OoTrJqogLzoletRUnzSHU-3vzq-4nwpzzug-7BDmtzHzgbJkzlpvOuzKOhNzzmsaZ-4jhczzbhzy-5KLWUTGnbqQqpOVAtWwLMOznzlwqr-4g\
        ohf-AV7-3B-3C-5Mzzitzb-3tzk-4jdU-BI9-3EzzXEzzYzUK-3U-3P-MAGzXzFgzzE-5QO-3Mb-5i-4azVzzZ-87ClbcNzlzWzzYaXKezZLda\
        mzzgzg-IG7ezzHzzVK-5H-5U-3fVYf-H7zYMezSbzkzzNSGzafJNNbhzb-LF-BGz5-3II-k0-PIHYPOHaXeKknLSMOTfMLMQatjhoh-3uhdizz\
        mgzu-5C3-DM-5W-5V-AS-7OzzIXzmdzazzSYEzZzJ7QidzX-LGzzpokzqzdzzllY-3d2heo-NFVbKWzSY-4HKFUYfaGHzc-QTC-7OzE-4CA-Q5\
        -D7-UJzZRVzTM-4KLCzMcELUzfzd-L1-DIznzYT-QIHYPOHaXeKknLSMOTfMLMQatjhoh-3uhdizzmgzu-5HzD-9KMH-3K9X-U5-3OzzM-5J-D\
        GzH-P0-V0-j0-jIHYPOHaXeKknLSMOTfMLMQatjhoh-3uhdizzmgzu-5
        """),
    PairTable(
      language: "cs", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáéíóúýčďěňřšťůž",
      facts: Facts(wordLength: 5.625, inner: 21.713, innerShuffled: 36.941, gap: -1.821, gapSpurious: 27.877),
      cells: """
        zNRWQaXdUYLNUPMPIzRIQZKkzxO-4fzV-3egzzfAzaROghdZgVPLQIzXzNPLYPzooW-6W-3fnzzbSJzXaJ-3NZzMzQFzzLUzLZzzFzYzTzzUzz\
        PzX-4QU-3Dzz8LzFzzcPzzjzYe-3g-3J-AezILfdhHzzjKzcRbGHezOVzPWzzQzTdUzzhzzQzdzzbzAeURNnjfbiSUNMHeZzJOQjTqfpVr-5az\
        zmkhzzbMM-3J-3A-5CzzFzSP-3T-GJF-3FzzTEzzKzRKzzGzzN-3U-GBL-3N-3SzzOhVAzzMzaOgzzTzQb-3f-7dzEVbHSQeZaZdPOWGUczXLL\
        gR-3Xbzh-3Y-4czzaUJ-35-3K-3SVV-3PzaX-4hzJ-8V-3LIzeaU-3dzzPdeEzzOzJLczzLzPI-3K-4ezzazJFejgEmzzGzUXaPG-3WaQ-3VkR\
        XWzzb-5gzfzAJYzzH-3JzzeiUJYzibzP-3XzTWRzzgzzM-4biNGzVWKkWzMzazzaK-3RQV-3UkNRFzzQmzMzznziqFnNUKreZYnVSNSOlUzMMS\
        KHmrzS-6b-3alzzYWIzizNzzfOzzPzbAzzDXaU-3fzbzb-5YzIzzVzILWSSKgfUOUQQSMKSzPOOSPrtXVVZSzsabzZybfzidPFfZZLzYmLzZfV\
        QCgziVVNUzzVfNV-3Vg-4izXlKRmazIzziRzEPXXLPzkeAYTzzYzgja-CLIknzFzzYIzYakRIzzLYfOSzzUkTUTzzazzTzTdzez8fRVQezfSgN\
        VQQQzQzNMPzb-3V-6W-4ZzzQFHzhzI-3MzeXzNKzzWYza-3MYLPSzzMzzNzzazgzD7-3E-3D-W8-87-AC-L5zXVW-3dzzSHVSzTzWNPeW-3Z-A\
        eX-3HHbzPEzzbMzTabHQTzdXdWSzzWzKzRzze-5g-3BzYRO-3azeSIRHzUzQNMzN-3N-6f-3Wbzzb4-3c-3E-3bHP-3SzY-KT5ziHW-3RzgRWK\
        UzezWSXzU-3a-6g-3dgzzZ-47-95-kC-65-6B-86zzB-9G-4VaYzO-3U-BY-3UL-39-3HzPSzFS-4RT-5KzL-C0-f9zzZU-3WzMNLPK-3TKHza\
        -3X-AX-3T4-K8-KQQ-37-3G-4Z-4S-7UzA-CUP-3E-3KzMRzN-5F-89-8T-30-f4-BSN-5JzzI-3O-EPC-3UC-3FzVzzIU-3R-7WzE-C
        """),
    PairTable(
      language: "cy", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáâéêîïôöŵŷ",
      facts: Facts(wordLength: 4.477, inner: 20.388, innerShuffled: 32.429, gap: -0.615, gapSpurious: 18.443),
      cells: """
        zIPLNQRKRQmrUPQPTzNRWawTzFzzg-4n-3IzdRKHQXkLzxPQGplzHTRKlRzt-BKJnzzHzzrTzzGzzEzzIszPzNzE-BIHzwzPzzAbzeVzyNzzOj\
        XkzYzBzzv-8AKzzBNeuuIzzZzkNzzQnzXzTzP-9yzKbWWFqOSnHzzKaJXrzIOLPsRvh-BFIpzpFHzzPzzPzQHzzMzeUzVzJ-BEFxztMjzPRzzQ\
        zpHzzOywVzGzFzzyzzw-3wzCEszfIkizNzzbtaJvzRvrTzLzFzzu-7pBGfVLVPPrzzxPdKKozNPOuvSzl-9xzTA-3I-3V-55-5Q-FAI-3FzzVF\
        zzWGzP-3P-5X-BBIfZaJaetKzxDkzPozunaRzOzM-ArEAbdRIrXVOzzTogObzJZyRzPzTzzx-4i-37NodSMeNcKzzcyMNzzcdPYzUzQ-6x-4Et\
        TaEKVPcbzwFXIoazKPfishzo-BOD-3DzzMSzzNzzIjzFfbTzKzc-4l-4rz7-K4-F9JaYRMVcMJztcgXMfzfcRSzRzQ-7uzwzBKXktKoLbHzshl\
        YOozrfHVzSzI-6pn-3FLauzKsb8OzzgziPzzJgfRzbzRzqpzzv-4u4XlZMfidznzyQdGZtzMQZzzc-DNE-3B-36-5O-LJLeXYEldvPzzSZHUlz\
        Lanm-3A-B1F-ZFifZFzNYf-3SKAqzzLObzzP-DAA-3E-3G-5H-g0-F1-3Y-4czzWzK-3YzzZ-F5-F6-W5BC-Y74-O2-DE-X3zD-3I-h0-GN-8P\
        zCz7-6B-BC-3C-96-3L-I
        """),
    PairTable(
      language: "da", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzäåæéöøü",
      facts: Facts(wordLength: 5.253, inner: 19.995, innerShuffled: 31.814, gap: 1.672, gapSpurious: 21.204),
      cells: """
        zMOYKHLVQLcPSOUNQzVJPWShztvzkuzzhzKgVaRgJRkekYINCzczHRJZRzzep-7QIazzA-3NazHzzJzzJazO-3JzzddzzbzOG-3CzzCIzKYzzH\
        -4SX-CFMWzZ6hbkPncUjfWzzUNObZzzg-3ozzdzEfelOlcYlgeaMVDkizBPJjXqupt-7CN-3PWzhLfzQzzBzzHeMX-3dzziZzzMz9PlzeBzPZO\
        zzWzOYzzNOPW-3hzzb-3gzPA-3C-3MU-3cFzzXzaMMzzbzzZYzzSzEVbWPPZJ-3OIZEPezUIQiS-3q-7LHzzM8-6TzzG-3RzK-3R-3PzzRzEHg\
        zzD-3OzQQeZIzzLQOSczzc-3dzzWzHIZzODgbjFzZIWzPizgNTVbzzazzeYzzbzDHUzzBdzhLzecJhPTzbXUN-3hzzXbzziz9QjeFHjKdOrZhg\
        WTzznKPdjzzfzznh-4TlbaQiVEjkzYLGIfQzCUWZQg-AOI-3FbzZJzzOzzKQzEUSS-6Gc-P0-C8MalSFeVeKzTbXTPlzZQSSezzezzfYzzezFQ\
        ZbnIgkaNnFVagKRzlTDbZzzWzzZdzzbz9LmzzDkzWFjzZodPzzOWSWizzVpzffzzbzUVTWHQdOzZzVMMCzQzJHO-DIFzzb8-3F-4MN-3U-9N-4\
        E9-3D-3C-5L-I0-XDXZzGKzK-3POTNZSzMGP-D9E-3E-39-OIMVdNFUQYMgRORKOXzJMMVVoxctzeezzdz5zUzIR-6OzM-3CX-IOzzJ-3JIzF-\
        3AHMzS-BIMVdNFUQYMgRORKOXzJMMVVoxctzeezzdzIMVdNFUQYMgRORKOXzJMMVVoxctzeezzdzRzKzESzRzzMYPUL-3AIzzS-BIMVdNFUQYM\
        gRORKOXzJMMVVoxctzeezzdz
        """),
    PairTable(
      language: "de", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzßáäéíöü",
      facts: Facts(wordLength: 6.063, inner: 19.168, innerShuffled: 32.122, gap: 1.682, gapSpurious: 25.443),
      cells: """
        zLOXFKSQTJZSTQUWTtULVPQQztVzzwzznlNcURRfVUTYzbHNEzazIMLIgmpfjk-6RG-37zdzIzzQzzQzzLWZK-4d-7YS-3Wzz2azNizzQ-4eh-\
        CEMnzz6znlGzeaziUzzWaUUzg-6l-3FgZbahgWYGzfPSEkjzCMSWognmdv-6HI-3GMYzKzzMzzMzzJYIR-7a-3KEN-37zhcMzfQzbVzzJORS-C\
        GHjzzA-3MzlQXOPzzLVNTzXzi-3bzzWjTXfLaFbRhzzVQQBThzUELkc-3fr-76-3C-9H-5E-CIE-3F-3MzzNTzIzzJTJN-AVbJHWfTEbZjEzaJ\
        XbPfzkNMRhzzfczzZ-3kAGRzzDgzzGzzhPzPUzzZXR-7Yzzjh8PdgGIeLfPzZgoUWzzmQNbphzpX-5rzPgTTOjUTUczYKMBcUzEOSUWVzzed-6\
        RG-3GOzNIzzQzzHPzEZOQ-7Y-P0-CALXZPHaTaKzVYYTPhzZQNSlczlazzfzzfbDSdFlJjbbLzcehzTSzjOBbnhzflzzm-3eALizzChfTKzlVj\
        oRpzPOSRzbzfUzzb-3mRYYPZUPUjdzdSM9zVzHGL-5fc-6SM-38-3H-57-IQB-39-3C-5L-5L-7V-44-87-O7O-3M-6OLMzNzPFQ-DEUbzzA-3\
        G-5X-4QCzK-5azzU-3Czz4-EE-DIMVSOFXTQJlXQTJRZzLLMRbZujaszizzkh-3KRzQPH-3JzC-3HPGJ-S0-HIMVSOFXTQJlXQTJRZzLLMRbZu\
        jaszizzkh-6MzL-3MOI-39B-7L-8GMIzzUI-5F-39PP-D
        """),
    PairTable(
      language: "en", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzé",
      facts: Facts(wordLength: 4.902, inner: 19.977, innerShuffled: 32.56, gap: -1.365, gapSpurious: 22.48),
      cells: """
        zGONSUPWTJbaTQULPqSLHZcPzirzGzZSTgeWjTodIPDzXzIJIYbhqWlzQFdzzC-3MzzKzzGzzJZzK-3HzzNFzZzHzzFKzRRzzEzzRbJS-3dzz5\
        NzzeFzfzHzzfhzQzzWVzQlizczzAOgSKWeapbznPTJeaqFKSiZcddzz7O-3LSzzIzzVzzEzzJzTY-6BJzzeEzfLKzzQzTOzzKXdM-3XzzGI-36\
        -3IzzilcKzzXzWVzizdzzVNdKUQbUzozjOWBLZzRFIkTzmzfzz9-3F-9B-5B-6AI-3DzzYGzzWWKO-3N-5XzzEGbzSFgkzGzjIbzKjzzTVTfkz\
        MzzFDNzzC-3I-3QzJMzzWzO-3czz9MrQGLiKoNzghkZQzzqPJajzzcqzKbbSWjHZjdzeOMEUTzFTSMUSmizzMF-3EzzOMzzKzzGRzFWSN-R0-6\
        EIgWTFjXoHzYXUQIgzXPOWcnzSzz7UoUzJzzOLzfcemOUzzQFTzjzdzzEMikzGzzAHzzbmzKzzOTXUzczTzzXOQPSPhRzTzgMNEzSzGGJ-7TG-\
        35-3A-5P-9azzK9-3GzzHG-4LJzzTW-89I-3J-3E-6G-3F-72UzbeP-3bzzWVYSYzcQd-7EB-39-3E-5K-CIJWRRIUWPKldPTKLVvMMKTbYoXp\
        z
        """),
    PairTable(
      language: "es", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáèéíñóú",
      facts: Facts(wordLength: 4.853, inner: 18.939, innerShuffled: 34.152, gap: -3.796, gapSpurious: 26.9),
      cells: """
        zMWKFGRXXWbjKQWVLYTNTQZmrSpmzv-3v8zWOKgmapdfqJQItbsJLTafzzdj-3nZzzWD-3I-3FzzGzzIzzCdzL-CaDzYzKzzOBzeWzzBzzSzPN\
        -5mzgizkzOH-35-3J-3ozFzzZzzW-7ke-39YgSXnjWzijzIVFeZnJFYidzelg-4lszUH-3G-3EzzTzzGzzFzzC-8Y-3RF-3HzzbFzzOzTGzzHz\
        zF-7UYzddM9-3E-3D-5FzzYzXM-CWJZILLaTziloOSHLWzUKMcU-3XzzezzMzzC-3D-9B-59-C9C-3F-3F-3F-KBAfigJmhzJzzOazImzzkYUj\
        zznzjzgZzhzTCLzzD-3G-3hzGL-4L-5RzYizfd9GzNOMfVzMnqzqhLznzTFcjzzpfrzomznq9kURXhdaohnzPMHlYzGGWbXopjn-7dC-3EzzdL\
        zzPzzCzzFgWO-Agd-L0-CHEfVVEkWzGzmeTXHjiSWNVgzzkiezoYzgz6MzUgKzziKzogdzPRzzfGP-7nkzpzSDhzzCzzXGzzjzzFzzHjfN-5Yz\
        fbzWzQNTRSDzYzQizOUAjWzLOSzgzlaizzji-3YC-3B-38-5H-ID5-7B-OA-88-6H-3D-D1O-3Q-9M-IB6-7R-5F-5Q-AQzHzzLzzQ-5JzA-3L\
        CL-DIHYPNGbYdLinNTLKTiMMPQcsnbijzkiodsKzzN-8NzA-3EBN-3N-9O8zMTzS-6QHM-3HI-E7-D4-IG-3XzzU-4TU2-3T-FIzE-9Iz9-4EH\
        -D
        """),
    PairTable(
      language: "et", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzàáäåæçéíóõöøúüāčēīłōšūž",
      facts: Facts(wordLength: 6.821, inner: 20.365, innerShuffled: 29.819, gap: 4.442, gapSpurious: 23.794),
      cells: """
        zLZdZOabUTNHNKRKMzRKMbLjusrzzn-6iuzzY-6uzzDKVkPdiZVTWQIQKhazMIMXUzzsu-N9GkzmGzzrHbrPznPzzJctN-3j-3g-7tzzj-9MFz\
        ZzKzzBMzKTizGzzTfSR-3ci-N9FyzrEzsrFkkaZhVyzUdiImszty-9y-3m-8kCUanSKmTVTiQIPLaczLHOgUstsy-NKL-3JVfzAZzSzzFzzIgU\
        P-7Y-7WzzP-9JCzznFzneDndQiZUbzOakFqzzo-Avqzzq-9TF-3CzzYGQKhZZOzzcmJMRrzk-3Z-6b-3ct-4xzwzFRdfNcmTfNjKLPGUdzTFMe\
        X-3v-9x-Dj4-3O-3g-3mlO-4qG-7M-6Pwzzp-9KF-3IzznLtUVajGqzTIRGezzq-3c-6WszzX-9HHkzSFrWpCWaLUfPlzsZPOezzq-3X-6bwzz\
        d-9MBRzzFwzzBsmpWgRYzzeoMxzzp-3R-6Trzzg-9DIpjHGlMqGscquMUyzpWOPszzqrzzc-6f-3s-9TiYiSccSWagVHOAFXzKMRfWoztw-NTF\
        -3GwzaGzmSmlGSzIXVNzzsq-3O-6MhzzY-9J-K1-SMFblRIoOhCUVcVVLjzVXQQSyzkvzzi-6nqzzd-9CLtizErzgJlScZiVcznUDMezzv-3s-\
        6bvzzV-9FE-3DwzbHmjVbiOuzRKXImzzqszzY-6gezzg-6gzzKYToIfsVXXbTKOMnczMCMKVzyzw-KyzzK8zzxGztzHzkjphRnzrcuPuzzx-3L\
        -6Ikzzq-9GA-3EzzaB-4XK-3T-3Y-Q5H-3O-3B-AN-T7JcWURzbzVzZNTPMYzSLUc-Oa-3EE-3EzzQE-3YXJ-3TzL-3YS-NIHajRIjWWIXPMQM\
        OXzPKMOUszquzzb-6bozzd-6wzzA-D6-3C-VgzVzfMzSJIzhKdHkczBUWzd-6F-KIHajRIjWWIXPMQMOXzPKMOUszquzzb-6bozzd-6wzzIHaj\
        RIjWWIXPMQMOXzPKMOUszquzzb-6bozzd-6wzzIHajRIjWWIXPMQMOXzPKMOUszquzzb-6bozzd-6wzz6-DD-3DH-UA9-3y-3y-47-Zvt-3u-3\
        uzzyz0-4wy-TlzizZOzVH9QiMcNsQzJbPJi-3p-9U-AszzQzbzJbzWzazMSZPzTzKPJzX-E7-QC-39-66-OIHajRIjWWIXPMQMOXzPKMOUszqu\
        zzb-6bozzd-6wzzgjgzTzqaDzzKDOFlUzQKQzi-HK-9D-D4-3C-VIHajRIjWWIXPMQMOXzPKMOUszquzzb-6bozzd-6wzzIHajRIjWWIXPMQMO\
        XzPKMOUszquzzb-6bozzd-6wzz3w-3y-3y-49-ZIHajRIjWWIXPMQMOXzPKMOUszquzzb-6bozzd-6wzz3w-3x-3xzA-7y-UEG-3C-3EzO-3K-\
        4POM-R0o-3q-3qzwuyuvzzwruv-SJA-3J-38-5M-5L-S
        """),
    PairTable(
      language: "fi", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzäéöš",
      facts: Facts(wordLength: 7.414, inner: 19.817, innerShuffled: 29.932, gap: 1.845, gapSpurious: 29.969),
      cells: """
        zNYaaPbdRWJIOMSJMzTJLbMizUvr-3ALnjejrkaKWTITHrXzONPTWzzou-4LE-3F-3HzzSzzIzzGzzC-9IF-3JzzDNzH-3E-4PR-9KH-38-3E-\
        5IzzWZzQ-3OzX-3KYolaMrkYNjUHUBcfzKKJXWqzhzn-3GH-3H-3A-5DzzF-CKE-3FzzQBzzKzTLzzKzzR-9VFzzJE-3INXfSeMzzbzFP-3UzP\
        -3HPpeXQoiaNYOMPEUdzTEJkW-4dzizz6-3L-3T-5A-5M-5J-3bB-3J-3GzMlzmGzzaJcG-3VzPzfzYEazkJ-3EdRFQzNezzgPKdzzazNzgzUB\
        ZzzF-3C-3NzNR-4J-3SzM-36MzkaJsWjMkTkjNTlzoRNYjzzdzYzqzOYjgUeedSIYMJOCUTzOKOVVkzo-5VD-3EzzcFzzbzzJMzRabGzzcYzM-\
        3IHhhaKlgWIVOMSJMWzRKKOVrxXxTzjzSFiiYKzZYCMMdVYKdzVUONUzzXzX-3MGzozGzzfFnRehqSfzoIDNazzazR-3LC-3HzzYHzapzzKzzX\
        VHK-3PzMzazOYknVTzlYSdMKQIGUzOHKJQ-97-3H-3E-5M-5F-3WzK-3C5-7B-L0-UJdzzWRzzGRzLKPMzWzTJIzTzzNzczLzIHhhaKlgWIVOM\
        SJMWzRKKOVrxXxTzjz9h-3fzzSNWRORIeczNPSzSzzQzH-3IHhhaKlgWIVOMSJMWzRKKOVrxXxTzjzF-7RKzMOSE-3QCN-4P-3RzIHhhaKlgWI\
        VOMSJMWzRKKOVrxXxTzjz
        """),
    PairTable(
      language: "fr", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzàâçèéêîïôùûœ",
      facts: Facts(wordLength: 4.764, inner: 19.685, innerShuffled: 33.454, gap: -5.795, gapSpurious: 23.878),
      cells: """
        zMVMFJRWZUZiHQUVMaSMUPYjuouV-3Wxw-5GzYSWhjUmJokJRDlVmHRKMWzqcl-6oq-4RD-3G-3JzzHzzHzzDZzL-3X-5W-7OIzZzFzzGJzYSz\
        zCzjPjLT-3f-4iV-7GJ-36-3K-3izQzzWhzJ-9L-76cpXkpmmzezzSRIqezMFORjqfmr-CMH-3LMzzFzzSzzEzzCzzO-9P-7OI-3DzzWEzzPzJ\
        MzzGzzJ-9O-7NC-3C-3FzzbzVGzzUzWP-3V-4aN-7NTdOWIYUzmznKWGKZQPGImUzhzp-3Yc-8C-3B-9A-5C-H9C-3D-3F-5K-NFDgzhAphzIz\
        zJfzNjzzcbSnzzg-4iW-7NENzzC-3I-3KzJMzzgfN-3i-4gOg-6BOzPOGgUzOzpzzQQzoiKFbfzzkqzzWzR-7RmZSXobVlOzmOJAcToHRTGXko\
        d-AnlzZC-3HzzOOzzMzzFQzFaSQ-8ZS-S0-HGHeXUElXzHzjdVVJjnWQMXezzh-4cNozzp-37QzYzJzzfLzlminNWjzPER-3g-5W-78LkmzGzz\
        TGzzozzPzzLUWQ-3h-4jP-7FYYXXHnczMmzRVDzWzFMNzVzT-6T-7UF-38-3A-5KzzMzzb-9T-7E8-3D-3A-T4R-3J-3H-6M-3N-I9JzPzN-6P\
        NOMOzNGT-I9D-3F-3E-5E-N0-w0-J1-DK-QG-3O-5GN-39EKzR-GCVZMQGaN-4STSXOcJMJzS-8c-K8-64-U0-QIKaRPGaYaLjlNSKNTeMLLNa\
        pkgqizqkTy-Q0-I0-w0-d0-H
        """),
    PairTable(
      language: "hr", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáéíóćčđšž",
      facts: Facts(wordLength: 5.622, inner: 20.07, innerShuffled: 33.249, gap: 1.478, gapSpurious: 24.419),
      cells: """
        zRRXPZaRYKLMWQMNJxSIRNUiyqT-5dzee9reUQlhahgSTMRHaXzNQOdOmzkT-4kWjekVE-3I-3CUzJzVGzzHzzJ-EPC-3FzzKAzS-3MzzPzbQ-\
        EFFizzLzizDWzgeIJzzJSzQW-Cf8cbcOilWljfRNPIdZzLQPfUozoR-4afcdiKI-3G-3B-5EzzERzR-EDHzzcMzzdLzzKzaDzzEzzNe-D8G-3H\
        -3J-4XJzzJzYPV-DBbgQbijaQzIOPNIVbzUORpT-3Q-4gTzZoMF-35-3IzkzzaV-3RzKf-9o-3MDzhzK-3GzzVfg9zzNZULd-DPCZzhIzjzCGi\
        XeRI-3YZO-EBBWzzE-3KRzZzaJYzeZzS-ELBzXRImUzFKdzziG-3PSU-3nl-9FfRbJpgNlbJRPLNjSzKNSeLmzzW-4pajefXG-3NzzhKazLzbA\
        hzCVbN-9V-P0-EQCceaGzahEkafbQGhziSVMSzzkj-5fzfXMLzfzIzzZPVDRZTRUzWdCNS-DLD-3HzzVEcaclTFizJPeOR-D7WUdTbzQdcVVTQ\
        PhNzPORze-3Y-4bUzaTRBzizE-3ETiRzLFzzPbzU-EH5-3G-3C-Q0-Z5A-3K-9K-KJBUzUMzZzBzzUTJRzzTzzTO-D0-Z0-ZIHYYSKiWaIOPRS\
        LKTzNOPPSoynW-4kcqghIHYYSKiWaIOPRSLKTzNOPPSoynW-4kcqghIB-3D-38-BM-ERH-3H-3EMAZzF-6Q-FC-37-F7-EPL-3J-3GzHUzHzU-\
        3AU-9N-5AQzzD-3C-4F-6J-E
        """),
    PairTable(
      language: "hu", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáéíóöúüőű",
      facts: Facts(wordLength: 6.276, inner: 21.646, innerShuffled: 34.749, gap: 2.132, gapSpurious: 25.871),
      cells: """
        zERSWMPWRUWLSMPVTzSMNePmzwgZRlngnrszAtaaTZiPkTVLIRJsVzLSMdfzzpM-9LAJzdB-3NzzazzNzzSezQ-5VagSdzzXzPKzbzJzzJGzT-\
        3Lzza9SV-6VR-6JFezfF-3HI-3eJzzVTXUb-3fROVTczzUzJecdVmiJeacNGQHjZzHMIfXznqPr-8TG-3CbzzJ-5CzzOzzX-5ZHzzTzVQzGKWz\
        zKeaZNZcZiXOzzTaeZgzz9hSRjYagzizR9-3C-3L-4aEzzZzZV-3YzLVY-6CNaTPYWSjbmJNXHXbzSKPaY-3XUzzW-5LDzzVD-6UzTP-4QW-4a\
        CJzYzU-39KYmzJzzfLzYeedKzzWZYTi-4WPedKYblzGIefYGidcNcWNVcPzzjXMZWzzKpNQhUfzcVzKEQzzB-3IzzaYiMVzzfzT-4YJOfezjzz\
        SBJfVMIiRlPnYgzWS-3XKa-3IiVQzmgzzazVzXYTzfRjizLGMHjUzFHNdRkzzK-9QFzazGzzSKXXQzzFWzLUPS-5NUT-3R-N0-ELIbYXGeYhKd\
        YdQWJhzaQJYXzzgaORmUYeVcgBMcepNlzhRzaicjPczhRPdj-3AQPbijehZnCIcpzHozXNbdcijLzzTZLVbzzfzMOfTWifVfQZWXNYzOzZzREK\
        MzWzICJ-6b-8ND-3B-3I-5K-4Z-6FJYzdzzadz8-74-Q4-88-QAIXhzEcddLzbacXOfzdRYXW-3dNVdazcZgcELjzbEkedNzaTeXPgzzSKbi-3\
        cLPZOUkZWzfzJZQzzKazVOFUGzfzGGNkZ-3V-9ZzOiazzJYzjKJVIzOzMBNzO-3Y-GTzzRVSJK-3Ez7zM-3M-98aSXPzWRzUQNGUTzTzUOQza-\
        3W-BQzVzzR-3NKZI-3ELJzL-3B-9AC-5MzzIzM-5NMJ-5Q-GO-3M3zQ-3TzM-5U-99zTzRWzXzRSNHzR-3RGQzT-3S-94-4L-5L-6NMzzG-D
        """),
    PairTable(
      language: "id", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzé",
      facts: Facts(wordLength: 5.936, inner: 18.049, innerShuffled: 32.307, gap: -2.172, gapSpurious: 26.14),
      cells: """
        zKLXFcZYXPVKTLWXKxWIMWiazQnzFdZhOkoXKUhQKPCzZzLPLXsczavzW9-3A-3KzzZzzRzzVzzC-6P8-3HzzGGzS-3I-4VP-6R6zznI-3A-5O\
        zzdlzO-3lzzObMVWimXVebRLLEZTzBLPjjezlzzFG-3G-3A-5HzzKzQS-69A-3NzMZLzPhzgTzzTXzN-65D-3Q-3KzefzdTzzfzhL-6AJXbVcd\
        ZblkMNRFWZzRKOggnzrqzz5-3G-3N-5O-5C-6E8-3EzzaNzjcedJzzZUUM-3kzzG6izgI-3FzeWXjP-3idN-3izzGAMzzB-3KzzigfSM-4K-69\
        KzaNPmBzNYizzdY-3VMY-3QrzLdWcSfZSZgzPHMDcSzGQKWPczgzzP8-3AzzfNzzbzzNzzKhaJ-R0-6HBUhVNnWgEcTUVVMfzjUOLokzezzGDz\
        jzCzzaDzafbjWbzzbLMznzezzG9-3EzzXHzhmzjPzzQhgH-3izzGIWhTgmXWcdKNOEzMzKLM-7RH-3B-35-5O-CR4-3K-3C-5P-C0-RL2-3S-3\
        X-5R-3bzR-6D6-79-IIDTcPLhRTKdQQQJSTzNOOOjgzYsz
        """),
    PairTable(
      language: "it", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzàèéìòóù",
      facts: Facts(wordLength: 5.12, inner: 18.748, innerShuffled: 32.98, gap: -2.726, gapSpurious: 25.379),
      cells: """
        zKWKFORUdMliOQPVMeRKSOWlttqzS-58zXXXihUsbzoHSHzYzKRIbZzzmV-7WFKzzI-3BzzLzzKzzGzzK-CaDzPzIzzHGzcTzzAzkSzhS-CMGz\
        zi9-38-5MzzZjzU-C9YiUVlkSzYzzFVIehtHLPicrsnh-7TG-3HNzzBzzYzzGzzEzzK-CSK-3IzLUBzzHzLKzzJzzM-CNE-37-3D-4ZNzzYzVU\
        -CBLfLXScWznzsMRHJWzXOKdV-3X-6hz4-D8-I9D-3F-3H-3IzL-ICDeghHomzHzzEazNmzzkUWlzzo-8OCRzzB-3G-3SzHL-4K-CFIzOODfTz\
        KzozzVJzpzVFblzzoW-78nfUXleVrazqMMEkTzIQTcUlzrq-7aD-3DzzgIzzWzzEMzDhzP-X0-CNEcVUDkZzDzkeUWHhzVUMVezzjg-7MMzLzF\
        jzbEzijezJQzzKDNf-BTD-3FzzYFzznzzDzzKmIP-3lzU-6RJTVUOfZzPzzQQ9RTzLNM-5a-7aC-3A-3A-5G-6X-BD7-3H-3A-O0-X1I-WWC-3\
        P-36-5K-AE-70-X0-X0-X0-X0-XIHaPPIaWcIumLTLKToMOLRaqvncpf-4y0-X
        """),
    PairTable(
      language: "lt", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáéíóāąčėęįōšūųž",
      facts: Facts(wordLength: 6.827, inner: 20.438, innerShuffled: 33.671, gap: -3.74, gapSpurious: 29.555),
      cells: """
        zLRaPWaRfMVJQNQaIzQKOYMsqaq-6mzzVzSvzXHzbXTgkXuIZSIOKySzJGQKSzzyg-6k-4czzcaBzzqG-3HYzPzvJzzOhgI-3hn-5hzKh-3PWz\
        QOzlzEzzE7zYeazPzzazZZ-3h-8g-4VpzSC-3IzqxCzrraqJzzPnzMVzzOj-5jzQqkzznaMDbgeTtkVzLdQNRFeZzIMJeayyxh-6d-4ZzzZRJ-\
        3GhkzBzzTzzBzzKzWJ-3h-8i-5jzTBzzcJzzmEzzUjXLmzGgXOYzzOg-5gzVpuzndXdOD-3C-3FzzdaQFzzSbUO-3T-8j-7JKhfULmbzwMOTPF\
        NazNJSTZ-3c-5ol-4SkPufD-3B-3M-59-5N-3u-6XzehizzXOzZBzggRzzwFzzMSkHzzNSQKfzzT-6gzVnszTaVzTFUsSKqYz9pVfdSKjzzTST\
        azzQ-6gsQjjzsmWqJCXzsGszzFzzsonDTzzUcP-3cu-5WzUq-3lWjYHvYNMkPzCwNztuLzzlXHOizzUt-5hZLhhzxzVvApbdVrgVtpJQPPLqXz\
        MCSoUvzzl-6o-4pzznQAzumMzugEnpOzsLuzFTVQizxY-6syQoyzkqoy-9y-B0-KJDUgZNwXzCxZkVaJZztXPPgzzQ-6jtSgjzebah5OzoxPuz\
        sJzTbbeVXzhrJQgzzl-6fhdy-3tkzSDjzzJvugDzpgjnHvzLaqJYzzP-6dzWklzzYQyLfXeQksQzYVOORQGSzGDPzN-3e-6l-4izzXY9-3H-3A\
        zuszxGzzqqzY-3Pl-5nsQh-3kbzFC-3HzzSD-4SH-3N-3L-I1-8M-WXlHlUtzRztLKUNMlXzGIHzL-3k-6T-4czzfREizKNzbz9zkeKdJzzhzz\
        N-3k-8Rj-3hazIHYeUNjWkGUPQRNMTzNKOPUzzYj-5kiYqizZiYd0q-3w-3p-4wvzzwtxy-KIHYeUNjWkGUPQRNMTzNKOPUzzYj-5kiYqizZiY\
        drq-3v-3pzyzz0uzzvswx-KIHYeUNjWkGUPQRNMTzNKOPUzzYj-5kiYqizZiYd2-9LzZfi-3RNzzV-IcXW-3O-31zf-3h-5j-Ch-5lzAzzsXzz\
        ZzzGdPVSzoze7Tzi-3p-6x-4lzzb4-I8-M4-3fczW-3OWTzzdzQJRzM-Id0q-3v-3pzyzzwuzzwtxy-KJKuzmLzlzBzGUZdThzYXIVPzzX-6rR\
        gzozzjkzgzWzMzzV-3MaUEzez8NNze-3P-6b-4Kzzj0-9W-VUJnzRE-38zfkQOPjzgcYOSzzR-6ozZzm-3dz
        """),
    PairTable(
      language: "lv", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzâäéóöüāčēģīıķļņōšūž",
      facts: Facts(wordLength: 6.306, inner: 21.176, innerShuffled: 33.739, gap: 1.213, gapSpurious: 26.028),
      cells: """
        zKRWOXXTcKXKPQPYJzSKOPLruzX-6lnrjmzlszzbprDzYcSkqcoLWVNSNzTzJDMOXzzyd-7vzzwzvckzezhPBszsH-3FbfSzlKizLYzJlzzw-7\
        NzZzT-6WzKMomzEzzT7zcglzRszehZS-3k-7azRzL-6nzUCzztIzzyGzvreeLxzPSyNmzzxG-6OzSzQ-6mZLfXWQoiYiOZLMJGdYrIILpUywvX\
        -6itzjzzlXczWzaRK-3HgizCzzUzzDzzGWYH-BczUze-8Y7wzpTzrmRzwPkaPzzHMaKf-3Z-6Lzk-4ZzzbYlIE-3E-3EzzZdPGzzSUVS-3e-7S\
        zXzf-8IhibRCkcozJQRTMXezIIRtb-3P-6ewztzzmpazmzra7zzqN-3NzwxzmMtzuQyFs-AFzbzs-5xTzQAzfxWzrtQzxSZjIxzNLNHe-AHzx-\
        4ZrzWszYCemUKherEkbacXLbzwKSPTzzsg-6MzSzN-5ndzDEYzpHvnzIjssdiNTzzNVMuzzy-7MzPza-5nXzGHpYQLgVpItYosjFuzkLLQZzzw\
        m-6KlXzU-5qywFmWXMnaVloQRLOImQzJKJlWszzY-7tzbszzmhzTznTBptiOzYiEjbOfnMmzJVUNc-3d-6NzLzbzzxzzgk-M0-OEFXhWNuXjHu\
        ZiUZKYzoPRNbzzsf-6NzZoOznzrzbhx5LqlmVpzrRzMaXgZUzzcGYf-3v-6bzZze-6uzOFZzpLxogGtfgkXKlzKNbKVzzuq-6IzVzOzzqvzpaz\
        9nadWqzSzkgTQIGxZzJKRqa-3R-6kzzp-3lkzdzsTBzzmGzrz9ktrtgPmznZzSm-3x-6NzMzW-8EC-3G-3D-5H-3N-3J-M1-8N-AO-P7NzOWOz\
        VzWzzNVRJTzTIS-PJPfXXGzbzCpcVRTSWzbPZWN-3p-6TzSzI-3azmxzIHXaSMhYjJVQQRPPTzMJNOTzzxW-6QuZoXzoijzcjmIHXaSMhYjJVQ\
        QRPPTzMJNOTzzxW-6QuZoXzoijzcjmIHXaSMhYjJVQQRPPTzMJNOTzzxW-6QuZoXzoijzcjmIHXaSMhYjJVQQRPPTzMJNOTzzxW-6QuZoXzoij\
        zcjmIHXaSMhYjJVQQRPPTzMJNOTzzxW-6QuZoXzoijzcjmihwzslzxziupqqopsz0jmot-3w-6qzyzw-89zaPQzekzzOLLNRzfzJJMzT-3a-7q\
        -5kdzdzszF-38-3I-5W-3Uz9-FY-6YzJzuQSzzfzzFNKKSzlzGPEzb-3Z-9czzoYuzTzvzW-3D-32-BV-DSzb-8JzETKzzHzzRWbNOzZzUNJzJ\
        -3Y-7lzs-3jazWzz0kzzvp-3lxtturswzpmprw-At-DN-3F-37-5V-3dzG-BdzPzE-8UAzziZ-3KihhzzKzzUfzBW-AKzaelzhaVzXVzzBizeM\
        -3IjfzziRzzWcz9g-APzOazzR-3PgzIHXaSMhYjJVQQRPPTzMJNOTzzxW-6QuZoXzoijzcjmK9zzaXzpzIzceegQZzcVVHY-3n-6NzXpQzLmfz\
        zcqWzzTGzze-3NYYOzXz9IHzR-3K-GWzecD-3K-3GzXzfgFzzXVzG-BEzzbY-3Uzzgz
        """),
    PairTable(
      language: "nl", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáäèéëíïóôöü",
      facts: Facts(wordLength: 5.269, inner: 19.315, innerShuffled: 31.118, gap: -0.691, gapSpurious: 23.595),
      cells: """
        zPPTHJWPMJaUVQUPQzUPQXKRztW-3w-7OFeVUgaWmaqSKOBzXzIQJXeqzil-BVGazz8-3HzzQzzIzzHezM-GTK-3Jzz7KzTVzzHzzXzKT-GFOz\
        zd5zmkIzm-3OzzVRXUzi-ECgccVIgWlXzZMRClazGRMcakppe-BDKzzPIQYzHzzYzzLzzDRLY-GFOzzX6zeZJzzczXRzzLTTU-GMG-36-3I-4d\
        IzzUzKS-GSUjPSHjRzmKUQbCRezZEKkcorzi-4Z-6EHzzMJV-4CzzGM-3RzNU-FDG-3DzzfMzVSTeLzzROGUzd-EGDbjPGcXmFzYNazNfzzONV\
        ezzd-CIDPzY8-3K-3UzMQzzTYU-3h-C6PiZJMoOlRzckrZUzzlNKflXzpn-3s-7OhbYWNTUhazXNOEHNzFTRPSczon-BGF-3EzZZMzzGzzJQzH\
        YUV-b0-GEKbdLHkUeHzVRVWJdzVMNTZgzif-3n-78TgLeGzobRgaXhlUSzoPEZlnzho-B8LfzzDzgTLppjnzOzzPNZSmczZm-BTTTUQVzUzCzc\
        PPJzczGHQPeQezZ-BZ6-3C-3IzzRzzFzzY-JPBzzbA-3H-4aB-3Z-I2-8B-S5PzRzS-6PMORRzOJ-IQJ-3B-38-5G-5LzQ-EIKXWOEcTULbWQT\
        JNWzMNMUVZuie-3ut-6IKXWOEcTULbWQTJNWzMNMUVZuie-3ut-6IKXWOEcTULbWQTJNWzMNMUVZuie-3ut-6A-D6-FB-70-bIKXWOEcTULbWQ\
        TJNWzMNMUVZuie-3ut-6IKXWOEcTULbWQTJNWzMNMUVZuie-3ut-6IKXWOEcTULbWQTJNWzMNMUVZuie-3ut-6IKXWOEcTULbWQTJNWzMNMUVZ\
        uie-3ut-6IKXWOEcTULbWQTJNWzMNMUVZuie-3ut-6IKXWOEcTULbWQTJNWzMNMUVZuie-3ut-6
        """),
    PairTable(
      language: "no", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzàáäåæéíóöøü",
      facts: Facts(wordLength: 5.201, inner: 20.012, innerShuffled: 31.546, gap: 2.187, gapSpurious: 21.225),
      cells: """
        zNOZMILURKcPSPSMQwVIPWRiurt-3e-5gzInbdTgZSjboUIODoVzGNLYJzzin-BZGXzzC-3MzzEzzLzzIzzN-3H-4a-5dzME-3KzzBNzJ-3C-4\
        RV-GDMhzX7lziNzjUffTzzPQPXezzg-AWzEfgpQkfXmXzWLXDkezBOIldrto-CUL-3LVzzKQzPzzAzzFzMV-3S-AIz8NzzYCzOZOWzYzSXzzMO\
        ZVizzh-4Z-7O9-3C-3LY-3cGzzYzcLRzzc-APzCSgZQQbLzooNKaEWezTIOlV-FWI-38-3V-59-5M-EKzEI-3DzzhOSNTYZIzzNPMTbzzc-CHH\
        czTDfbhFjTHazOhzzOQWXzzZ-3lhk-4dzCIUzzBczzMzjcJhOUzZVZN-3e-4Z-5jzAPfiJGgKiPoacnNPzzpLNhnzzc-4lm-4qzRkbdUeXFilz\
        ULEIhRzCSSWQizo-COJ-3EzzbKzzQzfKJzFVVS-8F-S0-G9LbmQFeViKzTaZWPlzaPPSezzf-4c-5czIPdfiHfpZNRFUchJSzkQDZWzzb-4b-5\
        Xz9MfzpDhgYIlpaodOzzOSMWbzzV-4i-5bzTTReSTdTzZzNMOBzUzIHH-HCEzzd9zzhG-4RT-3Zf-9cX-6B9-3D-3C-S7-84-SCQzzNKzKzVzP\
        LSOaQzLIL-H47-aIMXfQGVRYMcQORKNWzJMLVUpwbs-3dr-4czIMXfQGVRYMcQORKNWzJMLVUpwbs-3dr-4c-F0-N5-3LX-5SPzUzVzFWP-Z0-\
        JIMXfQGVRYMcQORKNWzJMLVUpwbs-3dr-4czIMXfQGVRYMcQORKNWzJMLVUpwbs-3dr-4czIMXfQGVRYMcQORKNWzJMLVUpwbs-3dr-4czIMXf\
        QGVRYMcQORKNWzJMLVUpwbs-3dr-4czX-3DY-5RSTOzSz9IWzPzzH-CIMXfQGVRYMcQORKNWzJMLVUpwbs-3dr-4cz
        """),
    PairTable(
      language: "pl", script: "Latin",
      alphabet: "abcdefghijklmnoprstuvwxyzáéóöüąćęłńśźż",
      facts: Facts(wordLength: 6.141, inner: 20.449, innerShuffled: 35.869, gap: -1.884, gapSpurious: 26.719),
      cells: """
        zRTSPaYQaRTPSPOOHQLRWlFpzO-8jzbzjAzcNQmfbqfQTORHzcKPOaoSzpU-6nzSZpqjJH-3I-3FzzPzXIzHRzJ-3L-3czzYza-5SM-3IzzCFM\
        PzzZR-3dd-3NDzzezzi-7IIfdgK-3RzXSaJGhRZzPzYzPDzzgzzizzZzzizBefNQmjMzfKSPPLhZJOTeqSzoU-8igVzaLK-3H-39-5FzCzzP-I\
        LJzXeOzzfJzzWIXBzHzzPzZ-5S-5N-46I-3J-3L-4TFzSzbW-3a-3X-AFKhNXArfzViVYPKRhcQWapfzzbzznzzXzRfgzzoCIzdVC-3L-3ZPRz\
        zKzVze-8HzVzzhzzLEzZze-3BzzYezEzLUOLzd-5WzzazkX-3hOFYgbEzjzDzTTcMKzzJaL-Abzh-5AGYczK-3A-3gbKVzbzQ-3Y-3e-4h-5NC\
        nSUIlUzAzWzzYMzoYQc-3J-3hzzczm-5GnTSKrfXnaSQMSJmULOVgoFzzW-8RdSzUVIzezQzihKzzTzc7zEcdR-3Y-3U-5Z-4NFgWYJmXzRzZe\
        WTFfiQSQzXzNFzzTzzbze-5MOzNzRzziKgDnigRQzcBXzjzUIzzgzzhzzT-4JE-3HzzXUzVezTFzKgdNzKzJjzzSzzkzZ-5AbNRNbzUzfMRRPN\
        zSIMPzzhzzY-8a-3UGF-3A-37-T9HzZzN-3DzhzzRJzfPzl-3KizzSzzhzle-40-c9zXFUzhdzzRNXLOzXbLRzzQzzb-8UfjzdHGYWbEzezKcS\
        jbKOdjzQXzSzH-3jzzUzWd-4IJZPSKhWYKURTSNKSOPQUqNwSPzzczzcrfZlezfIJZPSKhWYKURTSNKSOPQUqNwSPzzczzcrfZlezfzzXYD-5X\
        zP-4E-47-BJ-3UIJZPSKhWYKURTSNKSOPQUqNwSPzzczzcrfZlezfIJZPSKhWYKURTSNKSOPQUqNwSPzzczzcrfZlezf9zz8MzzM-ARR-5O-CN\
        0-c8zSLHzzP-3P-4MzRK-5P-ALzSIDzZzQ-5TzzR9-3cK-3L-3NzzWzb-5GzzB-E4-KFzz9-8KzLzzI-4H-9G-A7-95-OJH-3G-8K9zzUzT-3E\
        -6O-7
        """),
    PairTable(
      language: "pt", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzàáâãçèéêíóôõúü",
      facts: Facts(wordLength: 4.852, inner: 19.119, innerShuffled: 34.466, gap: -3.949, gapSpurious: 27.287),
      cells: """
        zKVKEKRXWWaaVQPPLZTNTOZltwumd-4S-5xz8zUWJimarUtrLQJgbsLLRadzznk-4W-3n-5KE-3I-3EzzQzzIzzCazN-BT-7YD-3HzzPEzdVzz\
        9zzSzXS-9hzzlY-5XD-36-3L-3azCzzbozX-6p-4op-68VhVYniSzSnzQNHgalJHVactbph-4q-9VH-3G-3EzzSzzAzzFzzL-Da-5QGzczHzza\
        EzzTzSHzzHzzD-BdW-6P6-3E-3I-5D-4ZT-JOIeJJVdVzmzpPRHMXzOJLjRzgzUzozWd-A9-3H-99-5B-JGJ-3L-3K-34zQ-PEFchaHjcQEzzS\
        VzHjzzeURZzzizzd-4fiXc-4ABRzzG-3L-3lzLP-4N-6jzizzezb-3kzQFzMIPfSRKmnzzgG-3MEcfzzlnzjzjZzlzm-57hcVXjfasUqzSLLmY\
        zIIbTXmszs-EaD-3EzzdLzzSzzBzzFgdQ-BWzzhzzf-M0-JJDcXWEnXzGzmgUWHjgUYMXfzzkzzfzljzklbZ-48NmTnIzzeKzlmdzOUnzPFQ-6\
        ozWzzfzo-5SD-3BzzXHzzizzFzzHjeM-3nzzbghzzcmfa-4LLVZYJzWzOlzMBHzYzMPOzkzlzd-4hzzgc-5ZB-3A-3C-5HzzV-9a-6O-5D6-78\
        -VGGzFzK-3B-5KL-3J-K3I-GIJ-LE5-3F-3J-5M-P0-eFzzQS-7J-56NMzQzQ-TE1-QW-E0-QE-DJ-E4-7IzzIHZQMIaYaLkiRPNJTiMMOQbqm\
        njyiveizbrimzwvz3zzLX-7XNY-3LWV-XK6-47-OMKzS-5HODJHzzHJzS-MNzzNzAzzLzFzKzCL-YA3-V0-b9-BB-47-LIHZQMIaYaLkiRPNJT\
        iMMOQbqmnjyiveizbrimzwvz
        """),
    PairTable(
      language: "ro", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáâäçèéíîóöüāăşţǎ",
      facts: Facts(wordLength: 5.31, inner: 19.926, innerShuffled: 32.326, gap: -0.628, gapSpurious: 23.534),
      cells: """
        zIVJINPXdSchPOUQLzQLTRYiruj-7O-5TozBvcRVibcnVhpITIzVzGTITawroZ-DaUzNEksmJ-3FzzLtsKzzDYoH-3kzzl-ASzgzNEzdzFzzPJ\
        zdWxzGzzRvNGpzzvzwZ-AMzZzKLuzt7zuzBvztfwNzzTkuMwuzrzzs-Ad-38MhRXjgXoSwvNTLeXzJKVbcqcqX-DbdzRJ-3HezzCzzNzzAzzLz\
        bP-6b-AV-3MGqznEzmODzzPiYOzzHioKkzzjzzi-AR-3LF-3C-3BzzdgSJzzShRNzhzczzp-Ah-3CLfLZLdapQrrORFTbzXPLSWzuzY-DidzIF\
        -3K-3PzzUzzD-58-LBG-3HfzVHzcULgKzzRRYQ-3U-Af-6BGcgbFlhyGzvYdoJozzlTIgzznyzs-ATzmzMCLszEtzzGzzxjXMLzzmuJ-3ozzO-\
        8wzSztzALtRNKcUvHrnoyiRzzoRHNjzzqkzs-ASzUzJOYOTiYWlWwoLIGhPzDMTWTlhrd-DjmzTF-3DzzeMzzRzzHkzCgRKzzg-3Z-AQznzE-K\
        2-LKHeaXCnYjDzldSYJizkXQMizzmqzf-ATtfzKLqMyIczdKzidcoRQztc8Mzvzotzp-ASzvzEIlqzBqzZIzzjsrLzzIniKzuznuzh-AM-3HTV\
        TUdpcwKouCOEzTzJRPzfzpzb-CijezKD-3A-3BzzhzrKzzWkzU-3oztS-AR-3GB-3FzzVE-4VIzzRQ-3S-DY-5ALzSzI-3D-5UJ-3GS-HU-35L\
        cXWO-3YzzPVRKazVPXXzc-JLDSziFnnzBzzponL-4nSUzzphzf-AF-3Gzz9-A9-3GJ-WbzzXS3-3LzOL-IWzzIIZPRHZZeIlmNSLNTzLPMNbqo\
        pezi-5c-4VcczIIZPRHZZeIlmNSLNTzLPMNbqopezi-5c-4Vcczss-3r-3szzxzvxzz0zwx-L8-4G-6JzI-3DK-O5-3y-86-Sg-8jzzkT0-Pez\
        z7-D4-e8z9-39-c7-34-OIIZPRHZZeIlmNSLNTzLPMNbqopezi-5c-4Vccz3zqaczzmzbwzXaazgzJRNXq-3Y-DeSzMSzWzP-34-3sjU-4FO-H\
        o-3XI-3K-33-BM-HK-30-g
        """),
    PairTable(
      language: "sk", script: "Latin",
      alphabet: "abcdefghijklmnoprstuvwxyzáäéíóôúýčďĺľňšťž",
      facts: Facts(wordLength: 5.772, inner: 21.364, innerShuffled: 36.288, gap: -1.269, gapSpurious: 26.212),
      cells: """
        zKSWRZXbTXMNXONOIQJQZKmzzP-6fzXxzlzaze9zcUPmjfahQRLRIpaOPNaPzopX-8ZozpzqhcUKzYbH-3LSzNzRAzJUzM-3Nzazzd-3a-8ON-\
        3Izz8FzEzzdO-3cb-8czzd-9JLdfzG-3JzaTZHGcOTzRWzzTOXzzYzgzjzzdb-4BfSUNojfXjMTPRHdYKNQeWqeqYp-3q-3gqzWjjzbMJ-3I-3\
        9-5FzFzUN-3Q-HLG-3FzzUEzzNVSMzEzzM-3VzW-FBM-3O-3SzzRcWAzNzbOWzzUzRzg-4c-3d-4GIdJVFecjdeQQYIVeZNNZV-3Xczzhh-3a-\
        4hihCL-36-3UzhzZXTzzXzSW-7hzzMzh-4WzzLIzezM-3bzzSViDzMzIJezzNzPzQzlmaM-8JEczeEzzfGzZXdOEzzbYS-3WzSzfXazfd-8AIV\
        zzD-3GzzgjVJZzczQ-3UzRehYzh-AOFzWWGjXzIzYzzWIzzPPW-3RlMzOTnzeMj-4izzFqOVMpdbYnWONLQoXJOTRFlzzT-8YzzgzlzbWK-3Mz\
        zgNzzNzd9z9ZYV-3gzczzbzX-AOFgZbGnZmHzbiXREilUXQXzzZhOzWSendVg-4izzKLzazOmzlRzENcYPOzfBWWzzYzlzkezzR-7SzPI-3Hzz\
        ZHzUbiSCzIZgQRzzVnSzYVczYZ-88fUYQfzdRhMVQORzPNMPze-3eb-7d-4czQCGzgzG-3LzfazPHzZYzc-3OYRaVe-3M-5bzzEC-3G-37-W9-\
        86-9C-M5zXNW-3czdRYQTzSVKQzR-3W-8d-4UzzIGczNLzzaLzYUPHJbZWzWRzzUzJzeb-3d-6ez9zZLN-3azZSJROzTKUMzM-3S-8czzczdzf\
        D-IC-5E-87-75zzWZ-3B-4KVzzOzP-MAzzKU-6LXJJzVPMNzJ-3U-DZzY-4HzzE-5I9zHE-fHAzzA-3H-FF9zWFP-3S-3UzUzWKLPzX-3J-8K-\
        76zzA-7bzG-3VXzzQ-3U-DczzTD-3F-3FzQRzEM-3ZU-8L-9Rzz74-z-K0J9-9GzSKDzzKzJ-LB9-DB-4E-LVO-3H-3DzMzzQOQzzA-9H-9Uzz\
        3E-DH-QIRzzRD-3BzNzzHRzzRzR-8H-C
        """),
    PairTable(
      language: "sl", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzàáäçèéêíîòóôöúüćčđőšž",
      facts: Facts(wordLength: 5.67, inner: 20.382, innerShuffled: 33.046, gap: 2.237, gapSpurious: 23.113),
      cells: """
        zSSZOYXVYMLMSPMOIzSIRVMozyQ-Gezzbb8zYaPpkZZkQVKUHxazMQOiOzztW-GbzzYnPJpzeGzznDZqGfRHzzJVsRnzzuwzt-ENzzpzHFzgzC\
        zzLBzVboqIztbdcWizzlu-7s-3q-9FFetiFzmtGdefcKJfzKVpRSuzvo-5v-DnbAhZaOsmQejXTLMIgXzLQNnRvzqV-GbzzdcIH-3HazzDhzWz\
        kFzzCYZS-Jj-6NAzzqLzngIzzKoXDzzGnrRozzf-6wzt-D7I-3L-3NuUfiVFzzJqbWztzkzzm-3o-5u-4t-4BbeSbfnaPhKNOOGbdzSQRrV-3Q\
        -FqTzzUhOEjto6zzpLzqwqWMozzPzMf-3xzt-EyzzYzLEzgoH-3ClzUeeCzzOdVRb-5y-8y-8uzMFkbjFnhuDGbZeRFhzzZaVpzzowzt-3nzwz\
        zw-5tzzwoDETrxBuzzJzgZlYIXzfTyQ-3wzzk-3rzy-8mzzZzGCxVYInavEMdxxjHvzwMTZxzzqm-GizznvBsPeKscUkgUSNQOmVzLMQhHszzX\
        -GXzzdbaFzvzMzzhMztQzZ9mzBcaT-Oy-M0-QMCdhXFtYiGUUhXRInzkQTQRzzlezr-3tzvzzw-5pzzZdMPhezGtzjRrDMdWNOzZgCaTyzvh-L\
        KEzzsFzzbGaZcbPGzzKagOPzzqszwxzztzxzzx-AEUNdMdrOYePWNTOtGzKLVzZzpze-GXzzZRDFyjtCzlzHggUyKJmzSSgf-4Zzr-3tzv-8mz\
        zpzGC-3FzzXA-4QK-3Q-3W-O2I-7J-c6MzWVP-3USTQVRMYzPOY-Db-AXzzHCYwPMzTVIlfTRJMbzTgiUN-3nzu-Hdz0pzzyp-3qwwvzsqyzuu\
        wzw-PVzzRP-5QNJUD-3CJKzQ-3R-Lxx-3x-3y-A0-Rts-3t-3u-4v0zzxy-Ty-C8-33-TH-3NT-4ROJOC-3GMJzQ-3R-Lxw-3x-3y-48yzz4-U\
        PzzN-5GOFzD-3KNKzN-3N-JQzyy-3y-60-ZIIXaSIgXZJPPPSLKSzNOPUQvzsWzx-3y-AbzzbfJ-3K-6MINC-3HJJzK-cC9-56-Rtt-3t-3u-4\
        wvzz0y-c3-3E-3E-h9-33-T7J-3F-39-cLGjzzE-3CNRTzDgzzUzzQp-Pvv-36-3w-4yx-56-Qtt-3t-3u-4wuzz0y-SdN-3L-3KZ7ZlRXT-3I\
        hc-JlH-4RFSolCzizDQehzHfzznzzE-Q
        """),
    PairTable(
      language: "so", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyz",
      facts: Facts(wordLength: 5.319, inner: 17.466, innerShuffled: 33.189, gap: -2.172, gapSpurious: 23.645),
      cells: """
        zJORKVcRTNUKQLXRnVbLTQzHVWyBETbJzdTOsmkLUKzzbNUgzzfPNzN7ezWJ-3EzZfzdHzzXcUN-5N5zzWLzzSKzzWVaL-3UbN-3XzE7ozVNzz\
        HJzRfziP-5QzezmzDjXaKAzPamzdNeQ-3MVf-3UHzDA-3R-3GzR-3QzzJzMI-5R5-3O-3SzzeOhHzzeaUG-5G5zzYJ-3G-4gL-4jS-3jzGcXXL\
        zkOZFkVNTIhzkMIa-3iGzzA-3G-37-5M-5L-5d4-3XzzRL-3gzO-4eD-5I8YzfJzfzFzKSbzI-3ezWzjzYzQ4WzzLzzdGzY-3Qe-4N-58CdmRS\
        dYzNzKgzhP-3YMY-3Yz9zOhTzZV-3lPNSApcQYezzVpVzn9yzrszyvpzwuwtqzz9vz9zxzuzP6zzKS-3P-5B-3ZzM-5EBciXJzZzGzMdaYOzze\
        QNSzjjczKBegzSzzEGzRYdzEzzkfNQzj-3R5-3LzzSF-5HzzXzzS-59lThQzgNizidOUNzzUMSYDzcPkzcUnsg1znkezljlifzvlkpjzmpjzU2\
        zzgKzhzQzzUzza-5O-5K5bzQJ-3L-3WzS-5IzXzbz9AdzZQzgzOzgzzKF-3PzZ-5IATZNOfTRLfRPSPMtcRRWPzTWQz
        """),
    PairTable(
      language: "sq", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzçë",
      facts: Facts(wordLength: 4.919, inner: 19.337, innerShuffled: 35.648, gap: -3.611, gapSpurious: 24.135),
      cells: """
        zQTZNLSTaPXMSLHaLVUKJbRrrxciUCzdcSqZdebRRLSGzXZEMJbUzzpZzzVB-3G-3HZzMzzHzzIzzL-6IPF-3IzzK6zS-3M-CLPN-3Izz9EVzz\
        gzKzzNizP-3YzzN7fojVzlYjlXTSUKgafJMHjTsrzalzTG-3J-3BSzRzzHzzLMMK-6UPA-3U-3W9zUzzNzzHzzM-6PQM-3BkzzLWNzUjTZPcjB\
        OezzizzMCRgbZbibfrYNPLHUQgVJFgY-3WpzJF-3A-3K-3iVNzziiPOizzdzzELE-3J-3PbzadiEzzKTMG-3bzzJLGdzhHzizBagFYzK-3eWN-\
        3izzNKGMzzC-3Da-4PWzXkYO-6HEPzYHNkLzKJgzzmT-3ZOZzzknzzCLkZaRjZSOZSUMNFiSeCLPgR-3azzWE-3I-3MQzWzzHzzGdON-6CNV-3\
        C-3AX-AO-3MzzAEHZgXGdXpEdYjTeMipRURTkzzXzzMGQzozNzz8HjahenQbozgKXmzzozzLCKozzHzzSHZzzjzNzzQnpO-3dzzBKGVeUPWVTg\
        WRLNKzTfDNOzj-3ZzzYKzzV6-3BUzczzSzzT-9M99-79-JC-72-KC-4E-6TUTzUzCHE-8MHWzzJzRJCWzzRzI-5L-3VzzKHC-3G-3G-3A-EJ4-\
        3o-3kzozgZOzhzHGTza-3hzz
        """),
    PairTable(
      language: "sv", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzäåéöü",
      facts: Facts(wordLength: 5.445, inner: 20.318, innerShuffled: 32.566, gap: 2.224, gapSpurious: 22.387),
      cells: """
        zLQYMMLURLYQTOUNQzUHPVQgzmuQgzfzEsfcNmeTkghYLNEzYzEQKaNspkp-5THUzzA-3KzzKzzHzzHzzL-3QzZbzWzTM-3Izz6NzEdzzM-4Zc\
        -ABJizN8mlmOglaibTzzRPlaezzizcgzSzHdbaPjcZkfrZKTBhbzDOIhclej-6QL-3OVzzJgzPzzKzzGzMZ-3bzWcz9zDHhzYChRXNhzVzVSzz\
        JMUR-3izzUzWz9C-3G-3OfzezcJzzbzcN-3fzVYzSzEUfUQQaMzizMJaEQfzYINjSzpzo-5LC-3F-9F-5C-5IzzLzFB-3IzzXPzzScUIzzNSJT\
        bzzYzXbzazIEYzSIehgGYXFTdPizzPTVZzzazRczgzCFQzkDdkhMziWNTOVzbVZQ-3dzXZzfz8LjgIOhJjNnbdqSRzzkKPbbzzfzcmzqzSgXFT\
        jWUdjnVKEGeUzFSPXVg-8NH-3DzeZPzzQzeKIzGSQV-6H-O0-AAIamTIdVjIjTXZSPkzZORTgzzczYUzezEMecgMgoZOdGVagJRzjREbRzzazb\
        azdzBHezzGigWHimclcNzzOSJWazzXzaezdzVRTXPWzTzbzUMMDzMzIGIzU-9DCzzhC-3GzzZzfZzzhUfX-5KT-3EA-3C-3B-5M-GAI-3C-3H-\
        AA-BCRzPMzYK-3UQPNUSzIFM-B6A-7B-PaYzzP-3TMRFzZz6MPzQzY-7A-3LazP-3SNzB-3GVNza-N0-HV-3AzzTzzbZWWSzUz6OTzQ-9IJXXP\
        IVTVMeRORKOWzKLLVUnpdtWbzYz
        """),
    PairTable(
      language: "sw", script: "Latin",
      alphabet: "abcdefghijklmnoprstuvwxyzé",
      facts: Facts(wordLength: 4.942, inner: 17.363, innerShuffled: 32.934, gap: -1.719, gapSpurious: 33.851),
      cells: """
        zQYXafdgRPSFQFKiXbRSTbFzLbz6fciangehWeOSSIVVRWLfqgzWVzb9-3L-3IzzYzzFzSzzBzQ-4WK-3Rzz2TzT-3L-BLC-3FzzQ9-5GzZzzO\
        zc-4CUagYeeYXYkNPOCUYJOTfeVjXQzV5-3P-3J-5MzNzzE-6PC-3FzzKGzzbzzEzZzzGzR-4VA-3K-39-4hQ-3fDzY-49MRcaiadldbHKSITe\
        YNWlnXzSczzG-3O-32-5X-4N-6c5-3QzzpH-3pzLzdmgHzK-4U8fzgLjzz7zzWdzQzziiT-3jzzaDIlzOcziMKKkhUIaneWIzH-4RBzSMSzLzB\
        fqzzgWzzNYe-3KNz7LagZzLYfTUPRRMgYOWUbbizlezU5-3LzzbF-5IzRzUUzZ-4NDhgVGzYzAzadcVLzdXVJ-3bzzKCzhzEzzCGzUjjzUdzZN\
        Vzc-4T7-3NzzTBzzhzzIzbdcNzazjzzCRWacfXYZYKSPJJfWRNOOiOzzUzzL-3G-35-5S-4J-3Fzze1-3Q-3K-5k-B0t-7x-HR4-3M-3I-5F-4\
        d-6b7-3W-36-5O-4YzY-4ICXcZRbaTGWMROLPZUSRPjOzSYz
        """),
    PairTable(
      language: "tl", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzáéíüā",
      facts: Facts(wordLength: 5.021, inner: 17.492, innerShuffled: 32.123, gap: -2.453, gapSpurious: 23.517),
      cells: """
        zFPYUZhXVLiMSKFUJtZHRakhxlt-5DZVkZozOVezTLSBcWzQOMhqUzKx-5V6zgzO-3DzzSzfLzzMzzJ-3Z-6KDzWzIzzGKzS-3CzzVzMT-ADB-\
        3I-3C-5GzzWzdQ-3V-6FSWbVdzSSezVMOFVXzFGQdegjZd-59K-3E-3C-5IzzJ-D4EhzhbzZeRzWVikWZzZXdW-3k-6P7-3J-3B-4cLzzdzzL-\
        3d-6LTUYWeqPdjzMHSCYOzXGIkiezQn-65-DA-5E-AL5izzazzaJzzPzzIzzaWVL-3i-6J7gzgK-3EzzVizLnzzmdM-3W-6Q7OzzNzGzJ-3dzO\
        O-4K-AFDzjVXz6zPzzizoQ-3WUb-3c-69iYeSzcUdjzXOTBOSzNPXbghzb-6R7-3OzzYBzzazzKfzRzjK-3j-R0-AKBceXGzbzDzacaWHjzdUQ\
        V-3Q-6E7zgzNzzaIzhlgzOdzzfMS-3O-4pzDA-3MzzUFzzdzgGzzQahMzlza-6WQQfZWzQVYzQDKCYTzKLOhzXzbi-6B-3A-38-5K-GF6-3P-3\
        A-5W-3X-C0v-U7AizzQ-8XDzzcbiX-AA7-DA-GICVeXRoKXKsSOSGNRzSNPTndzSs-5ICVeXRoKXKsSOSGNRzSNPTndzSs-5ICVeXRoKXKsSOS\
        GNRzSNPTndzSs-6tzz0-9x-HICVeXRoKXKsSOSGNRzSNPTndzSs-5
        """),
    PairTable(
      language: "tr", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzâçéîöüğİış",
      facts: Facts(wordLength: 6.206, inner: 20.191, innerShuffled: 34.806, gap: 0.759, gapSpurious: 25.544),
      cells: """
        zKIXLQUQTPiLZQSPUzYMNaPjzMhzXzzZZzYhaEoYbQoYkXfpNLQEzWzFOQnZzzPWzg-4WzzUZD-3H-38zzczzOzzTzzG-9PPzzezSC-3DzzJGz\
        S-3MzzWzYJ-ARzzKzQBzzdA-3FzzdzzQzzczzQ-3f-5bPzzIzCgecRmhhdgzNLRGiizEMNrWqzQbzf-4dzzYKF-3HXzzEzzUzzLzzIzSJ-DGzM\
        J-3AzzaFzzZzzRzzLzzO-9JIzzWzM9-3F-3DzzQXZNzzPzUO-AXzzazEadZTfffcrrOIREebzGOSqezzQTzX-4YzzTzA-3F-37-5F-LCF-3L-3\
        HzhLYiOzzYUNK-3izzczzXVzzNzMCfmUDqWzHzXPOzW-3hYO-3czzb-3WzzKzHBbeWEzzdHzzOczSXzzZzP-3h-6OzzLz9MiTGLpWzKzeQYiZz\
        zgWUT-3Wmzm-3YzzMqNzaXWzZYihYPCOFeSzGOSZWgzSc-6QzzjGC-3KzzWLzzLWzGzzLVQZ-6Z-6KzIHUaPJcZaKpQLRKSazLQQSZrzSazdzz\
        eWdnPZBGggRLmZoGqRQVcRoziZSQmzzfpzf-3ZzzMiJGzazKzzcDzVTXkQWzzaIQljzWzzizzeYzzHzIDezzFzzVFzdQWzNzzReVR-3jzzgzzh\
        OzzLzFeWWVYzdehzUGPFzUzGKTzczzWQzf-4UzzPSF-35-3IzzQzzZzzOzzUbzza-BD8-76-R0-aN8dzVGzbzSziOiVMzzZhzQj-4g-3XPzzIz\
        EHzOUDzVzGzzNQzT-5U-3W-5VYzzM-D0-OKE-3C-3CzzOXzK-GLzzIzIHUaPJcZaKpQLRKSazLQQSZrzSazdzzeWdnPZ0-lQBzC-3CR-5MF-6S\
        -3JzzWUzS-4LKKDzfzERW-4RJzV-4bzzUVOzzYO-3CzzE-5NzzE-AUzzC-DIMB-3N7K-GBzlcUzj-4PIQBzkzISe-4WX-6TzzOEG-3K-3HzPKM\
        -6ER-AZzzJz
        """),
    PairTable(
      language: "vi", script: "Latin",
      alphabet: "abcdefghijklmnopqrstuvwxyzßàáâãäèéêìíîñòóôõöùúüýāăđĩōũūơưể",
      facts: Facts(wordLength: 3.847, inner: 19.397, innerShuffled: 40.221, gap: -12.997, gapSpurious: 29.757),
      cells: """
        zWNJShgVNcpTKMJfRZcQDoOjeqtzzqp-Bs-8M-6U9rdTYOlZjPphNMFSdlLSSTfmqTi-WcEizzMqzrCzzZzxQzzRlwQzrzfzzYYzvzzpgNf-3b\
        -4u-3s-6PB8NzmzUzzDVzfizzRzzeybY-3lzzyRj-9hMazzmu-7izjpIGErzmHwrkFzxhrsLzzVdjTzkzlzzazGnzze-5lzqzzb-BVN9QcVTbl\
        bqSwpNUHSbzHJSVedcel-Eh-HCE-3JSgzKzzMzzGzzGjXP-b3SzzyTztULzyitaWzzZouU-3pzzVyq-Ath-BwzzPREO-3P-3MzzmusOzzjnnIz\
        tzgzzRNQqzzquhUzzegbzzrhv-4j-3jWAANhRPUhbycwmOXJZdqXPTjizrznzuc-3tzT-MCQ8-3H-3I-5D-5F-bON-3Qzz8DzmaQbVzzYbkZ-3\
        b-7siYpb-4o-5e-9IQIfqdLpotLzmNkwHdzzZeVlzzXgz9pklzusjzl-4U-3uze-3rzxzzbN8LZzzP-3N-3crSZzzmzY-3izzfgzizzOzs-4yf\
        zzp-BpAARoeVTwAGWzqnzga-3dWi-3oszU-5my-5by-3u-3V-5rUXDQbUZiWbkUziQRCeTzKSVQabqnjzJg-SRBL-3Lcz8PzzXzzPZzSZVVzzh\
        X-Xf-K0-bOIeaVLhUZIzegZVEgzVXULmrzapzpmzwzzcQflzzpzqyqsowzzr-6XIBLhToNrmTMzeceaSTvmRJTyfzhzzwYhzzmpv-5nd-4uzzq\
        ze-3ekECU-3RzzAOzznwzVyzEkfZzxzjqzjkV-4dcW-4ozzy-BgKCScbdVqfvWxkSVJufzNNTzjzhJnzzkZ-3vs-6S-5s-9CdQ-3O-3F-5Xzzj\
        zzM-6Czj-5fuzzmzglzI-4XzczfzzbBGC-3EzzNDzzezMM-3WfzzZ-NW-BFLzezO-3K-5Uh-3XG-3Z-3TTBzzizza-4X-EUL4VqbiYvmrjzzXc\
        eaZzTVhhuzrzu-8S-JwzzFBCYzzFzzSIzzbzbK-5J-4Y-6c-U0-r4-8H-3dIT-5b-3H-XKzzB-5O-3bBOC-3OhnzzW-kM4-5iK-3C-X2-8R-4F\
        U-9T-Xx-Dx-30-dxI-DLKzz7EzzG-aQzhZiJzh-4haJVMzVc4zf-3i-WM-CG2-6N-bJ-CB4-iIBz8-AB-5Z-o0-l0-uyK7-BU6-i1Rzb-5Z-3V\
        Kzj-g9-8T-3H6-5X-c0-z-9JzD-3C8I-cPR-7d-41-Ad-XGNz7-5H-4FzL-3N-4V-aKG-9J-34zL-c0-z-B0-tjz2C-isc-3o-3K-5a-5o-6aX\
        VW-3Rkp-3XE-3v-3pzm-3dG668-CF-i0-w7-8Q-45-i0-wE-8H-3e3-iNa-CW-6a-YKz2BQzE-5L-3QBeX-3HS-3b-X
        """),
    PairTable(
      language: "bg", script: "Cyrillic",
      alphabet: "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
      facts: Facts(wordLength: 5.319, inner: 20.167, innerShuffled: 33.536, gap: 0.045, gapSpurious: 22.807),
      cells: """
        zRSLQPMgULrOZQILJQISbWbeahhzzhlz7zdQdRjkUnWVOUIzaMRIijlacla-3nzYJ-4IzzHzzIzXFzIVzN-5NGzzbzCDzzijFzzIzdXzRHzRWa\
        e-4kzOzzazFD-4MzzJzzMzbDzDzzW-6W-4IGzTzzFSzEzjhbMIjORzP-6RzzgzBkfQbMkYSqWSLRFcZLOLzkjcdef-3ozQG-3EBzzCzSzzJP-4\
        V-BJAcJcPSzzHzVTVORNVZTYzc-4a-4AZkVZYRlOgXOQRKVgUOKzkhWSki-3Jz9zzSzT-5QUXGMzzBK-CKBzazzSzzDzzTicDzLVQUzzh-3W-4\
        JHbkPfFicCzXzZNHzzXaU-6bzURzKBaVzzDzzF-4TJQzTzO-6WzzazH8zzXVMzqEzezzZIzrORiozbnzznzzbzClQLUNaZZXVRLSMqVKOHmcmh\
        bmb-3azYI-4JzzLzzOzzAzAZaS-6P-4MCgXXaFelEzaeXTInzRVRzfgzjzRzzdzKNzUzzHzzMzDRcVSUZnBezzi-3MjzizDDdQzqFzzJzdizVE\
        zNeeW-6VzzezJSNRQQZYSazOMNNzNJJPzzaaNP-6OK-4Gzz9zzUzzFzFTzL-BKC-4JzzH-4NAzKzzN-BMG-4Dzz5zQ-FY-4QDzSzz8zzIzSZzE\
        TzazzY-BKEzOzzEzzAzJzzF-HE9-4DzzF-4VL-3N-EWPLTUXOzzTFSNcWBMK-3WazR-K0-GM-3LzzFL-3KzLzzMzM-3CG-75zzMdb-5TWVPzzZ\
        YDzze-3c-5IHYQWSKeWJdQQUKKTMOLYfhdbjgXxmXz
        """),
    PairTable(
      language: "mk", script: "Cyrillic",
      alphabet: "абвгдежзиклмнопрстуфхцчшѓѕјљњќџ",
      facts: Facts(wordLength: 5.356, inner: 19.38, innerShuffled: 32.674, gap: 1.626, gapSpurious: 24.276),
      cells: """
        zSRLQPOgSLNYQIMKSISbYdceazzXzzxr7ZeRfShkVlRPWKdZOVIlknabgmzVzZrzYF-4HzzCzJzYFzFzzL-7Z-4SCzzjzGzzGeazQ9zMYaV-CP\
        G-4MzzIzKzaAzCzzQ-CCIcUizEzzGzhdKFzNazV-CAfcSWLlgZnOMPGcZLQKzimfcafzZzeizzC-4BzzA-3F-5J-CR9OQUQMzzDzUUIRzXzzW-\
        CArkUaYYmSdPNSKOdTMKrhoVTdzzKzozzMBzXzzPzzDzVzdBzPXRQzze-9IEYzekEizBZzePHzzVXN-7j-4MBYXzzCzzG-3SHRcUzS-7X-4J7q\
        zYXNznEcqzzIzzNSaozZq-8BfWMVIbeXXUOTNnUMOHsgqebgczO-4ZH-4LzzMzSzg9zBTbS-4VzzZ-4NCcWYYFYbEYjVUGizTWOzedee-7SRzU\
        zzEzzODQZTJTZzBXzzn-9DDzTzzEzzIdlzXEkOVnTzl-AKVQCNRgTUzPNOPzPKLV-3YQVd-6RH-4GzzA-4DzHQzN-CNE-4DzzF-4BzF-FQI-4F\
        zz4-3YzzMzzV-CQK-4CzzGCWzES-4N-CNK-4IzzKIzzJzVzz7Q-D3-4K-CB-F0-SF4zcZcTzbcezdSSezTzN-3d-6azIGYQWRKiXJPRULITNOM\
        VgkcceozVzmtxzD-42-QA-47zzA-N0-U
        """),
    PairTable(
      language: "ru", script: "Cyrillic",
      alphabet: "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
      facts: Facts(wordLength: 6.503, inner: 20.716, innerShuffled: 34.146, gap: -1.76, gapSpurious: 26.823),
      cells: """
        zRSIPPcdWLuMWONNIPJRWVbeXc-4YjczCzYObTZdReXRKQGzXMNMegXYZhk-4bOzXJ-4HzzMzzJzVCzEXzN-5SWK-5BGzzhzGzzKzcQmPGlUSa\
        YzazzYzzPlzzZmOI-3aLzzJzzQfd6zHzzR-DMEzVziFWzGzdSaLIhQQzM-4izzXezzdiEhdQUOZYWnQRLOFccHKLqmfccik-5hzTJ-3G8zzF-4\
        HUzzXzT-CXICzJdMPzzJzdYRKJzUZzR-7M-3dzDYeUZYPhPPMPQQKVaUMNqiTVRnq-4bNz2-4f-5dezRSzfIb-5a-8JEzYzzTazFzkUfeAzOUO\
        Qzze-APHzzimFkzDzdXzbHzzdkT-7dEzXLeCFc-3EzzFzzfYWIQzbzN-7ShzzXjNEzkZULzpEzazzMEzoQQalzYn-3IdzzYnHqRINKTYXcNTMN\
        NjXJKOqghibkm-3pndzcI-4HzzMzzQzcAVBeeR-7Zg-4PCfZXcGgzHzagWSDneTTNzenzjzzUfzzUmOQmWzzNzzOzESdVKQaOBVoiolgzzhczz\
        PkIFmMznGzzIzbgnRFzKPkR-3o-3VQzzazFYQePNVTRfzOMTNzNKLQzzYzOaU-4PzzRJ-4EzzA-5EzFzzPU-C4K-4YzzP-4TDzUYzU-DOH-4Cz\
        z6zO-3W-4T-7R-5MC-47zzHzYazH-4T-DWQF-4BzzBzOPzPP-3I-FE-46zz8-U0-RCzzQzeK-3DQQLWzYZSVzzFzZW-89zUzzbPzSzzTzPC-3L\
        R-5P-5NQ-CEDzGzzMz6-E8zUzTSzzT-3RzQzzTVG-4OzC-73zURzYRfS-3ZVQzzbcNzzZ-3V-4XzzI-BKJ8zzDzF-E
        """),
    PairTable(
      language: "uk", script: "Cyrillic",
      alphabet: "абвгдежзийклмнопрстуфхцчшщьюяєіїґ",
      facts: Facts(wordLength: 6.451, inner: 20.21, innerShuffled: 37.443, gap: -3.24, gapSpurious: 29.528),
      cells: """
        zRTKULWgNziPVOLQKNLOOSdcYcczpWdPnuCzYNaSzgXzWUJPFzbKNMggXRagzzgzZzXzFI-4IzzSzbIzUFzMazG-AIzzEG-3ZJhzGzcWzMJjcR\
        ZVzzle-4izEzzSH-4OzzWzzSza7zIzzQ-AEzzMHibzzEMhLzZVdLFcUXzT-8bzHzzMffVQKzaWzXNMRBbRFTMzjfXem-3kzzczHH-47zzI-4HO\
        -4O-ARzzFAWOeWRzzPzbzSKOYZzZS-6I-3QzzDzfRdXzjYzIJWPLzPVJLzkIWQhdzzojzjz3zXzzb-5bZWJKzzI-FMHzZzzXzzFzzSkhAzMXQN\
        zzd-7JzzVH-4GzzKzeczzJ-4R-6DTNzDzzFGd-3FzzJzheiZJSzczH-AEzzQDzzhYRzzHzbzzLHzzPPXozPsizRkLzGzzGzSJKOmaVzkSOLIrW\
        KKWzheddinzRrozRzZD-4FzzQzzSzXDzDhdT-AHzzNDhdXYGdzJzakXSEhkUOQzanzdzzjazLzzTSzWzzKzzRzUMhRQSeg9TzhgzlzHiPzLzzJ\
        DzTzzJzzEzaizVJzMgcJ-6NjbzPzz7VYQYSzcMzzMQWLzWOTLzzczZizzbzW-3VP-4K-8Iz5zUR-AFzz4M-7W-4OHzYzzT-AK-8IzzG-9WH-6L\
        bRz6zzKF-4GzzIzUXz8Q-4V-3a-6SzzND-4FzzDzNRzOH-3NS-AP-3K-4EzzI-54-FOzzBzfd-78zXEPXzKY-5X-4b-33zzQzS-BSzG-4Q-3Yz\
        U-33zzZZUzzXzzIcRPzzczQzzYzW-5b-3AzzKzQ-5VzPRzzRzF-89-5DaTLgLzfVzPQRYLNUWQOzqkUPezzjSTzOz2zzS-AG-7W-9YzIKZQXRN\
        eWOZQRTJKTNPNReaZahnVcWfLbz
        """),
    PairTable(
      language: "el", script: "Greek",
      alphabet: "ΐάέήίαβγδεζηθικλμνξοπρςστυφχψωϊόύώ",
      facts: Facts(wordLength: 5.537, inner: 20.604, innerShuffled: 37.804, gap: -10.619, gapSpurious: 36.863),
      cells: """
        zzeUWsJVSRLjUaYKZMVtOKfzJEcZWvgzZuzIzWXXTJdWXNjQbLPSRMlJRPQQKRdawYyUbeB-6dSMzTzUbTJRIdeVLTMLzRa-6d-5QzRV-3abTK\
        TBYaYGINNzbLzY-47-CPzTbJS-3ODRH-9M-5BidQWSzfzSXYDzHaYcMOzzYzT-4Cp-3WzfTbmkzXETQVIgqMNMPMXXhzzizozXzKRzSD-3KzWz\
        IzP-3FzC-9S-4RUTOKzPzHzXzFKRVQzJzK-3bzazQzSebzzbXNOK-3IzKzA-5HzJ-3S-3XzVWWGznzzGlhWazozZISNWNYePHPVKSgezZzjYo-\
        5MI-38zPzL-5E-9LzKzzA-7Y-4azPUKF-3SCOOzzi-8WNQzO-3CzDzRzRQNzIzP-3P-3VzZzVAzUgpzIffVXlnezDVXQzLgXSMUziezezXzZaz\
        MWJYAzziJzVzTgU-3IlPzzQW-3bzIaXVzPSTOJiizIzIzHeHbzzFj-3gVdzzXzVVYazPKWVDTzzDzSzLzzVdzGN-4YazzezQzc9zYZVTEzmXPz\
        QdM-3ZzJ-3gKh-3TzSzaOzM-3H-3AzDzG-5K-CJzDzzpzVofTYgzziPYPQLpzSPLVWBdc-4NzdzUXZUH-3JzZzNzRzjz9iIzzUj-3YzGzzZzOY\
        bKGjQhMzRhFYlWZgFzhzhWZfRzQzReU0-ahidRP-3IzJiMPzOzzRYzzT9NYYzZzdUhdzTWUWF-3MgDzJzmkzzAzPzemf-3SzWle7ze-3ZeTZzh\
        zVzYSQLzzOMLNNzfcg-5XzSJNRG-3LzTUI-5EzN-3O-3NzPYzZzYUNPG-3EzOTN-3PzIzGzzY-4OzazO-A7z4-MQ-6bSc-3b-3N7zzSKGIK-O0\
        -J8-7VZg-4ZMNKzzQMGQIzfb-6A-7WZXzzSzUPLJzPOLMKLzYY-6P-8WzzXT-3P5zzRJOLJ-9
        """),
    PairTable(
      language: "ar", script: "Arabic",
      alphabet: "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىي\u{64B}\u{64E}\u{64F}\u{650}\u{651}\u{652}",
      facts: Facts(wordLength: 4.737, inner: 22.474, innerShuffled: 32.617, gap: -6.413, gapSpurious: 23.13),
      cells: """
        zzlOzUzBNzQkYWealbmVagjhwPhzMXTQIXTJzT-60-vA-G7z9-AY-7NzZYXNSVzMzLWTzbzTXzUWPPLJVEzQ-P0-WU-4JVQUVzGzzWzzU-3TzA\
        PE-3K-6R-6RzM-5OzEP-CGPzRzz7-6JX-4WzUkOidZiTrPfUfegczXpzYbd6QMdezWe-5FzzezkzFeSWzhUzRzJzbcjzWzNhzzXbMZNTPzG-60\
        -hCzzZ-3MPzXzXPTZzNgVTVhczQfzYOXTOUQMdL-6B-6FzP-7J-BRzFJRzQzJ-6I-6GRPV-4NzONX-5X-5KILOMzJ-6K-6GZQNeazzFzKZTzWe\
        -5XUTQLdzMzI-6I-6GRzK-4JzG-3LzN-7FTzzPzM-6Azzf-3JcMdfzzgWzNzZ-5ezzbgjZNTWMVD-6F-6B-9R-COHzzFRzC-6CzzizzbHMLVzT\
        dmVzzhUhzalzbgzXUPgZUXNaE-6BU-5GRO-7O-7X-5TQVUNzB-6G-6INTJzdzzgzTzX-3QzUzzazRMKQaNzF-6NzzZ-3FQzO-3TazC-7OYzXXO\
        zIzNSzI-6M-6GNR-3PzPzG-3YzUzzUzOzzIOPzKzK-6A-6CzS-7O-7R-5PFzzMzG-6G-6FMP-3Z-3JzY-5NzzWIzLzPzIzJ-6M-6EzB-7I-EEz\
        JzzG-6F-6GLMSh-3LzLdhZeXke-4dzGNNXVzO-6G-6FzM-5TzCUS-BNzOzLzF-60-hI-6MgQS-6LgYzeazTZ-3XdTeWYTi6-6G-6GPLT-4IzKz\
        VfVdUzLzzgzzOYXbPfJ-6Jzzf-3EQMMT-4gKST-8ezzLNPaJzJ-6JzlPzVzLSVPcUTbScXhSVaobtPYzTSRSIVUSQL-6E-3ezzIXTRaVSePpPj\
        RcXmjzPfzjXaQYFWPiM-67-6KaPPzXgzSdmgRaczWXhgzabeodzQOiH-6B-6CdbhzczzTPOh-8c-3YOVzGzH-6GzzazjzGQkRkWZkTjLaQgdbd\
        oUhzTUVJNLThjN-60-hA-5oLYFVceedSzOZUemfczXnzaUWRRKXRzd-61-6G-aImtWwdjGQQQgYWeSiOeTbcgbnSgzUVVIMOUNdJs-3yzImtWw\
        djGQQQgYWeSiOeTbcgbnSgzUVVIMOUNdJs-3yzImtWwdjGQQQgYWeSiOeTbcgbnSgzUVVIMOUNdJs-3yzImtWwdjGQQQgYWeSiOeTbcgbnSgzU\
        VVIMOUNdJs-3yzImtWwdjGQQQgYWeSiOeTbcgbnSgzUVVIMOUNdJs-3yz
        """),
    PairTable(
      language: "fa", script: "Arabic",
      alphabet: "ءآأئابةتثجحخدذرزسشصضطظعغفقكلمنهوي\u{64B}\u{64E}\u{64F}\u{650}\u{651}\u{654}پچژکگ",
      facts: Facts(wordLength: 3.841, inner: 21.073, innerShuffled: 31.899, gap: -2.093, gapSpurious: 20.029),
      cells: """
        zzSzzGLzSzYdZKyTbNKgxazZkYaxhKSPMV-6VclLXIzczsGQzOvagcMqJVOQfrfuZoWazUOMMNJzx-3rdkqQb-6MzzY-4MTVV-6UYzzPH6XOR-\
        BIzczsGQzOvagcMqJVOQfrfuZoWazUOMMNJzx-3rdkqQb-UGzC4-BK-3lzVzWqhfcQzFNHYfqgudpcazOPFTWGq-5jzrcnL-4Dzza-3RXzDYXh\
        zzizWzzMzWzUFNJ-9dzIzczsGQzOvagcMqJVOQfrfuZoWazUOMMNJzx-3rdkqQb8-4DM-3jacizMzlaX-3dkaazZTVNOP-9ggA-49-98-TM-48\
        aza-4SzLRZ-AUHKMMR-BJ-4GVzP-4JzKTMzR-6QzMHzzQJ-9RzL-4FzzE-4TzOzTFQzV-6PzzWEM-BA-4Jizl-3ljzCzYg-6knzdbOFPM-9kc-\
        5B-96zzE-EJ-B9zmzzHUzXzfogOzrdSbjmzzqzRaznWZLMJ-6rqzKX7-4ES-6OzSzzX-AOQSYG-AeN-4Icz7-3kizT-5ZzkzfzzWYYXTC-6Xzz\
        dzK-4PczM-3gCzQzzXa-3kzF-3GUMNR-9WZN-4LzzO-48zN-9MzzJzSzHM-G7-9G-GBC-BE-4N7-8K-AOzKzzSMO-BC-49-97-TE-4JQzR-4Pz\
        B-4W-7LMNMzK-BH-4A-98-HD-B5-4LzzH-4czIddzzezzYzzczYzaVRN-BA-4IUzW-4QzKzYXzzWzK-4QPzPQG-BIzczsGQzOvagcMqJVOQfrf\
        uZoWazUOMMNJzx-3rdkqQb9-4FVzUzzczWzdgU-3fzczXbzZOWOME-9WgH-4DUzRzZUeTzMgWajzkzLmndzUzSROD-6gjzdz7-4LgzWzOzkJzd\
        eXXezjdnzfdzzbbLNK-9iS4-4FkznzfzzczNSYWk-5YzzdSXnYY-5V-5A-3dJVzWzbnzJzJTOXmnjzZzdgzPROWmL-6hinek8-4GfzWzcrgUzP\
        YSYl-3hzhfzRWHVXW-6smrOd0-iIzczsGQzOvagcMqJVOQfrfuZoWazUOMMNJzx-3rdkqQbIzczsGQzOvagcMqJVOQfrfuZoWazUOMMNJzx-3r\
        dkqQbIzczsGQzOvagcMqJVOQfrfuZoWazUOMMNJzx-3rdkqQbIzczsGQzOvagcMqJVOQfrfuZoWazUOMMNJzx-3rdkqQb0-iP-4BzzL-4UzGzM\
        -ASzGUOF-BL-4H-OG6NI-9N-68-PCAG-BB-4LgzQ-4izQVYD-9VWQERL-BH-4C-8PCUWa-6SzzOzXYJG-B
        """),
    PairTable(
      language: "ur", script: "Arabic",
      alphabet: "ءآؤئابتثجحخدذرزسشصضطظعغـفقكلمنهوي\u{64B}\u{64E}\u{64F}\u{650}\u{651}\u{670}ٹپچڈڑژکگںھہۂۃےۓ",
      facts: Facts(wordLength: 3.574, inner: 22.031, innerShuffled: 35.714, gap: -9.319, gapSpurious: 23.209),
      cells: """
        zfYzzGOQuPYZTmWcOWckdxVnzbZzWISzTV-6nRdmzzFZzuK-40-wLzBMzQzRzzPNP-8RzzOSJzzO-7G-D7-l4-IWzPzzQ-4W-5RQNzz6-JBzEi\
        zlQzTMmebdRzMaMfajikZqzZWzLOHzMOlzr-3mcmzozXjczWzztpF-4EzXzhZzVzLhgzizfzQhzzXzPiLzRI-8hzVzZzzJMzzbzB-4EXzzeUbe\
        zPzifazzkOzzhXzYVZzRI-CWzzJYzzNzE-4D-8C-DII-3E-LM-4AR-5UzRWJ-BZPKzFP-DbzVNzzbzH-4FVS-4MzJzPzMN-6QzRJzzVJ-CL-8K\
        -4DRE-4SzO-3NzO-7GWzzHM-LB-4Fde-4ZzJzXf-4izzfzzXYUzIE-ChazWNzzZzH-4F-8A-ID-CG-3H-48zkzzJTPzZblUzohWkmjh-4ZXziX\
        UzNG-6ihknzzRizzRzzYzD-4FJ-7P-DWLOzQA-GT-4D-4JVIzh-4P-5ZzizzdzzNRVzSI-6Ye-4P-3gzzDzJ-4DzN-3WYzI-7S-6IOzUK-CP-3\
        E-4M-4LS-3RzIzK-5S-4RzzFzQzCM-GPzzWzF-4G-8D-DAPzzMH-LJ-4CJ-3S-3F-DKzNzEK-GT-48-4C-8G-EG-3G-LE-4JRSY-3KzLe-3YzU\
        -4bzEIOzUO-GQzzazK-4C-8B-DJ-49-LInizdGSQpWbeTqMcQadkflXnzbZzQNPzNI-3vzzhZinozMcVaOzzPvB-4GzM-6GzVzzYzMX-3azPzW\
        zOH-6X-9P-4F-4FLO-4OzKzRzTzYzK-5R-3LH-GOzzVzInizdGSQpWbeTqMcQadkflXnzbZzQNPzNI-3vzzhZinozMcVaOzzPvC-3fFWXzdXzY\
        zhjX-3ZzTizRXzZOYzNE-AlzQazzQzzQzE-4HaRgbXaVkPfVUfkZzTdziWzPdSzPA-7m-4bhzzW-4B-4JbTzYzzMzjhSffzzWizzeezmZizNH-\
        6czcazzXOzlPzzIzInizdGSQpWbeTqMcQadkflXnzbZzQNPzNI-3vzzhZinozMcVaOzzPvE-3UISRzUnzUzDbSehllzbizbZzRQPzkS-6bhiji\
        zcbKzS-48-3qHcXnimiWzSYWcr-3czzffzUVQzU-6saqrjzzOjFzPzzcj0-sInizdGSQpWbeTqMcQadkflXnzbZzQNPzNI-3vzzhZinozMcVaO\
        zzPvInizdGSQpWbeTqMcQadkflXnzbZzQNPzNI-3vzzhZinozMcVaOzzPv0-sInizdGSQpWbeTqMcQadkflXnzbZzQNPzNI-3vzzhZinozMcVa\
        OzzPv0-4w-Ry-LD-4J-8B-DPzSzOE-CRzzL-3PzM-4EzZ-6AzWb-AYzIzOG-AW-4RL-4K-4GzP-8Q-BOzLzIF-CMzzDQzzSzA-4D-8K-HH9-LH\
        -4C-RB-CKzzE-3GzInizdGSQpWbeTqMcQadkflXnzbZzQNPzNI-3vzzhZinozMcVaOzzPvJ-3jGjVj-5LgRi-AVYYzKD-6izj-6SLzzDzG-3KI\
        -8AX-CQzUzKE-FRUzzYz0-sG-4CzR-6N-DYaQzK9-JIz8-4NkWzjzzdzPj-CVYWzHI-JCz0-s0-4w-Ry-L0-s0-s
        """),
    PairTable(
      language: "he", script: "Hebrew",
      alphabet: "\u{5B0}\u{5B4}\u{5B5}\u{5B6}\u{5B7}\u{5B8}\u{5B9}\u{5BC}אבגדהוזחטיךכלםמןנסעףפץצקרשת",
      facts: Facts(wordLength: 4.68, inner: 23.219, innerShuffled: 29.526, gap: -6.696, gapSpurious: 25.01),
      cells: """
        -9LGWZCObWeSzTNzJzTVRzUzcVWKWI-8ONXTKHcVWHkWMUNZQUUpUqZUMPN-I0-HI-8ONXTKHcVWHkWMUNZQUUpUqZUMPNI-8ONXTKHcVWHkWM\
        UNZQUUpUqZUMPNI-8ONXTKHcVWHkWMUNZQUUpUqZUMPNI-8ONXTKHcVWHkWMUNZQUUpUqZUMPNI-8ONXTKHcVWHkWMUNZQUUpUqZUMPNI-8ONX\
        TKHcVWHkWMUNZQUUpUqZUMPNE-9VcWUFXQbIglJdRbNXzkWzfbMOOI-8LaaUQJhWbFzYSzMcSUOzYzYXHPQF-8UQzMUFazzGzzGOXXQzd-5IaW\
        C-8aaddNE-3CzzVVTeceRzhzdeIYS8-8PUWaaKgVeJzYWaKfVWTzVzZUSRTJ-6opNPURVTYYbRhXLVPQNRTgRkWUKVGF-8T-3IE-3DzNYVLzYz\
        Q-4WHzzI-9LzNTEVzzGzzKfPzXS-4cNKOOE-8SUzzREzWzCzdNzVZSdY-4bGzVF-8RUdSNLcbVMjbRHUUPVbsapZRQSJ0-ZT-8SOcROETYzGZf\
        HeRTLVzzX-3PWKA-8OUZUMJlWWFeWVZRjXaZzWzgTZXT0-Ze-8OSaQOGaRUHzVRzSXPRRzUzSSNKO0-iVaMRIDeURAzabiXjiSbzXzaTXWMF-8\
        ZXXPYGzcJEzaTeTzYbdbIzzPOzUI-9OzPRGbzeGzzESTzWe-4SZJSO0-Za-8VbedQEzUQEzzQzzYQSP-3fSCUN0-ZQ-8KMZXNEzWcDzzRzN-3O\
        zQ-3HzSG-8QOzSMEzzPGzzPdXZSTezdzWzHVTC-8MPTWQGjWTFZTbhVjXVezXbZXiYPM-8WOehOJzUZIiZDUNzJzZzRzzcKgS3-8YajzUMzTzM\
        zgcfZdYzfzYzzVRgh
        """),
    PairTable(
      language: "hi", script: "Devanagari",
      alphabet:
        "\u{901}\u{902}\u{903}अआइईउऊएऐऑओऔकखगघचछजझञटठडढणतथदधनपफबभमयरलवशषसह\u{93C}\u{93E}\u{93F}\u{940}\u{941}\u{942}\u{943}\u{947}\u{948}\u{949}\u{94B}\u{94C}\u{94D}",
      facts: Facts(wordLength: 4.185, inner: 20.825, innerShuffled: 41.167, gap: -10.086, gapSpurious: 42.19),
      cells: """
        -4RXUpWtTqvsYFiWhbhQuzdzlzzXaTjTLfSTLSRWRXzIJ-D2-ID-e5-EQZMiPzXzzTzTzzPjPXeVzWdzizzfczRe-D0-zI-CSzU-BSWzJDHzXP\
        OzJNIzzT-EGzQ-4S-7N-5Q-7LzJKQI-3SLJzKzzR-GM-CS-8W-4Q-3F-7R-33-E0-iN-hCzJzAC-AD-EIsRzdhemizdzztjMiZrdpWzvZsfyhQ\
        dWeQTlacRSMUUZePRkKPRZeoNWvVrMEXV-C4-PYHzzX-x0-EIsRzdhemizdzztjMiZrdpWzvZsfyhQdWeQTlacRSMUUZePRkKPRZeoNWvVrMzz\
        1-bF-x0-JFzj-4j-Glzpzzanzzgm-3fzNbhzzjYzEMJYoaElnKzIEzQ-CR-HK-EDPP-3IzzOzBDzZ-4Yzzb-EazWVRzb-5XZJLTY-3azJSROzz\
        XbzMzHzz3-bF-7E-BIzV-CW-DK-3L-6RM-6CGKQzzP-3WOB-lJ-36-4EzzOzT-Eb-EaJzzZzabXY-3cbRCHNYezLVzLzI-m0-BD-l2-BF-EV-D\
        O-3U-6Lb-6POL-3AzzXzC4-WF-EC-B8-eT-5ALIPWzzQzzTzR-l0-C4-WS-EKNOQ-5RzJCzdl-BV-DiVzzal-3azQhj-5FJHWzzNzzYzEF-bUz\
        zVW-56HL-3JzzWzWH-EV-HZ-6QXzfzczzLFKTQdIzzRfBE-WP-6M-7CAPS-7G9-6g-7Sza-6Y-4bzdzhk-3dzhjYzzZZzHKNVzzHzzWzHMzZ-C\
        Y-8ezfzzTzUzN-5eGfzYzeQzJUWNQYYfzbiAH-dOM-5DKIH-3KzzPzGLzP-4b-DI-4S-4UzK-6NV-3NPzEOOVzzTYzTzIQ-GQ-MWzV-56MDXL-\
        4YYYGzV-CZ-CgczecV-5aZezjzeRzGMROXg9bzXzNCzc-CS-DYzczXf-3XiZzc-3Iz9ecQWzNzzKzzAzc-CTepzfzh-6WNjbzWjzklXcziclzY\
        WzGPObWzKnqUzHBza-CVzT-BX-3VzzfzbUzzN-5GGKgzzKdzOzMJzO-Cf-5h-7VzzUUc-4hLcdazVVzCDPzzdJZzazQI-EU-DW-3BzzR-3X-5R\
        zHJSTzzSczUzEH-RJ-AW-8EJ-4F-49IzK-CL-8k-4gzfzVhzabMzSgjzzkezKQRZZzFlzezCH-ST-3e-4dzTXhzzizzJOPMzzW7zLzfC-SQ-IB\
        JC-3JzzOzO9cU-3dbpzjzzezZkazfzTzzgqfzdOeUfKYkbqSUGOXeXTX-DIzT-7V-4HbizhzWzzb-3cGzTYLZzjaUGPMURYNa-D3zS-CT-3dzg\
        zzbzezzV-3RbzizbMWZYzzb-EJzLzzOzVzzUzzazMNXzzVYzzczZzYNzPcOT-3SzFOTzXN-EI-IT-4H-4Q-3NFzUzSzBMzzNPU-g4-E7-F5zE-\
        CZco-3czzdzizzTzgzRjzozijYOYMfUk-D5z9-CY-5a-7azXzT-6YR-3R-lA-6A7-IBzC-4d-7TzMzazWzzVzLzzKzebRYzfzWzSRddeaZ-gDz\
        C-84-Ja-EVzczazezaLebzaKPRWXSibjOHBWLaPSb-D
        """),
    PairTable(
      language: "mr", script: "Devanagari",
      alphabet:
        "\u{901}\u{902}\u{903}अआइईउऊऋएऐऑओऔकखगघचछजझञटठडढणतथदधनपफबभमयरलळवशषसहऽ\u{93E}\u{93F}\u{940}\u{941}\u{942}\u{943}\u{945}\u{947}\u{948}\u{949}\u{94B}\u{94C}\u{94D}",
      facts: Facts(wordLength: 5.606, inner: 20.275, innerShuffled: 40.527, gap: -9.063, gapSpurious: 45.107),
      cells: """
        -4OLZtYwzUzglsMdVhVqQfzgmizzQsRhSLcUTLPSVzNUzKK-Ex-H6-85-Mv-Byc-FSYGRGzYzzVzMzzHcJULPzLeT-4RXzP-F0-nv-ByzzN-DW\
        -CXRRzPLWzzIJzMRzUQz8-HS-DVza-9YG-3XzVW-3UTQzzYzz4-EEz7-RA-GI-F0-z-3L-HJ-99zGzND-5OM-Kv-X6-65-8u-BxIyUzcZmtmzz\
        izuxzRgZoVzYpyaievZOhXcRUlcdTQMRgSZdRSzHRQZdptNppXwK-G1S-HO-RIyUzcZmtmzzizuxzRgZoVzYpyaievZOhXcRUlcdTQMRgSZdRS\
        zHRQZdptNppXwK-G9zA-HF-AC-Fw-g0-6u-BxIyUzcZmtmzzizuxzRgZoVzYpyaievZOhXcRUlcdTQMRgSZdRSzHRQZdptNppXwKCze-Dk-Aaz\
        jdczzci-3czKXzchzTzzDPSWiXdKzdSzFFzM-DP-HQ-6RL-7DRR-4I-4CGza-MbzZzQV-4a-3azMVVXzzWzzCUPPazzPzzNzEH-OFzL-DI-87-\
        6F-5LzZ-VX-6eezg-5EIG-4D-3dAIyUzcZmtmzzizuxzRgZoVzYpyaievZOhXcRUlcdTQMRgSZdRSzHRQZdptNppXwKP-FYzS-ETL-4ZbRazTz\
        zdzzDMJRUzzMzzUzD-o1H-B7-n4-CC-FP-3a-DQ-6RS-7HOL-4KzzOzBF-hR-5IO7-4F-4ND-JU-8OV-3W-4UzWQVV-5HJKWKzzKzVQzPx-g5-\
        66-CE-FY-5R-7P-4Y-EDGMRQzzK-4FCzej-Cb-Dizhzkg-3ZmPbjmzzdzzHSFaZzzJzzUzDG-gRM-58LM-4D-4NLzc-DQ-Hb-6NWzc-5HKJPTb\
        zEzzSzCI-TU-3Q-6NW-7ELGUXzzW-4AAza-Dazcza-6hzzaza-6ghfazVzzbzzEKJY-3HizXzKUzZ-DR-8OzczWSzTzR-6KWzzWzbZzGVSMOcf\
        UWfXzBF-gN-6HKzM-3FzzOz9TzO-4T-CX-9YzRzR-6E-6UzDORU-3KzXPzFT-eW-83IzzLzzPzzWVUKzU-Dezhzgzg-6cYzbIS-6QY-5LzDMSK\
        WeiNhzPzKHza-DV-8k-4c-3Yf-3azehzbzzkzz4ggSczzKzzWzzEzZ-DWlozaza-6SPobomWplnVoiczaezUfzDOLXazzQzmVzEBzX-Dbzfzg-\
        7i-5dzzizzd-3i-5EMKZjzzDdzPzHA-FSO-BQS-3T-9O-5CzJzUzzI-4NFzb-Dh-3izezzizWzYT-3X-5fIWYzgzRzzCHOzfezNfzhzLG-FS-D\
        Y-3SzzV-3Zzza-3IzCFMa-3QzzTzHN-FU-CO-AS-9FJR-4G-47JzI-Dd-3g-8fSzfjbbzzWPzMRzf-3bzFQYRRzzNjzXzDX-SQY-3i-4gcOzzj\
        zzizzDLKbzzi8zzIzOIyUzcZmtmzzizuxzRgZoVzYpyaievZOhXcRUlcdTQMRgSZdRSzHRQZdptNppXwKBpL-3sjqt-6ckXzMzSszeYgrYJtYg\
        OWzgmTXIRcRgVRX-ENzL-DFgczbzZzzazhzVIzTaLWzedRKQLUPSVQY-E4zc-DX-3Rzi-3izzkR-3Sb-3aOZEzYzzd-FQzO-DKKV-3ZzzWzbbS\
        RzMbIT-3TzFMQQzWL-FEzV-DV-3V-9S-37T-3RzDTX-4U-i4I-EA-o6-65-L5zU-DUYhzUzmzzXzgzdLZfzWizfzekVJaTPbXk-EB-F8-FHzF-\
        9I-KJ-DI-8H-8E-6BB-KIzX-DKzRzYzRzzTPTzUEzbTORzQzWaNMaQcaVY-Eu-e0-8t-BwX-FWzazYzhneOegzcNUZXZZklzS9DWzMfRWQ-E
        """),
    PairTable(
      language: "ne", script: "Devanagari",
      alphabet:
        "\u{901}\u{902}\u{903}अआइईउऋएऐओऔकखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह\u{93E}\u{93F}\u{940}\u{941}\u{942}\u{943}\u{947}\u{948}\u{94B}\u{94C}\u{94D}",
      facts: Facts(wordLength: 5.371, inner: 19.572, innerShuffled: 40.163, gap: -8.351, gapSpurious: 44.25),
      cells: """
        -4QZiuXwTxuvNfRhzaURqzmhlxzVXTfOGgTNONPXQYzJM-BB-7H-5JzKzzQ-6P-4K-6DzzQ-3P-CE-DLSCKzO-9R-8K-3LzzGS-BIjgzenmlfz\
        azuzLhYpqebZyrdmhxhRdVeOQncZQSLSVaeRUHOWVhrThOnKzzS-BTzS-6J-5WTzLCVzzWQzHUEzzJ-MK-3I-GEIGzD-3KH-HC-9L-IL-39-6M\
        H-3J-C0-vJKL-BU-4T-4J-4IzPzCH-3V-7I-Br-Du-E0-3wy-5u-6qw-6xzsQ-7P-51-Jb-3WzUzZzzZ-CIjgzenmlfzazuzLhYpqebZyrdmhx\
        hRdVeOQncZQSLSVaeRUHOWVhrThOnK-g0-FIjgzenmlfzazuzLhYpqebZyrdmhxhRdVeOQncZQSLSVaeRUHOWVhrThOnKG-Dl-Ej-3of-3bzae\
        ozzpn9XaYnaXg8zMH-bSzM-6EBROzzJzOzFI-DX-AZzcUP-3c-4RzAWb-4HQSQzzVbPaIB-d5-6E-A8-bJ-I5N-WJ-6QE-5CCOR-4TTM5-WB-D\
        LJ-6PzzN-DZ-GZWD-4TVXbZzzPzGEOOzzSzSzJu-Dx-Pw-60-9v-lC-92A-DS-IQ-6N-6CMJ-3OzRzHI-WM-47-8AzzNK-6H-DN-QI-5FII-3L\
        zRDOy-k8z4-87-DN-NP-8JNL-7AE-DS-FSzzZa-3ajOhi-3fJFRYzzbebz8N-bVzzQU-487R-7PO-DU-5U-CK-4fzTQfzzSzKNIOZzHVVfBK-W\
        O-6N-6BCTPzzP-3CD-DVza-4m-7kzczjkznzXghdbzzakKKQOzzFWazBbzk-Be-5Z-3j-4EzgzO-4ZzPfzbzfSCZeNWjdzczAK-ZJ-3MH-5Hzz\
        LMzM-3AT-KU-5XzX-3J-6NX-3PQAITPzzQNTzJ-A8-3bza-EazH-5TV-69OzVVzYzZzWKzj-BXzj-4h-6YdzkVTl-3ebfc-3fS6OXQgkUiZzID\
        -DO-DbWzgzYg-3SzfhazzGaGaaQzzYzAzzFzp-BJmlzzozm-6ZSmdiigzkoShzhdlzYVHGPRSzSeXzEG-DKzZzzj-BezYzzhzTVzb-3idDNIYz\
        zHzMzIPzd-BY-9R-4WzzRSf-3bYLZdzzSb9CQczzUVzzTL-DF-IFzzWzWzT-5UIEUVzzU-3EJ-DT-DU-BV-69IS-3I-3BLgL-BIzkzzh-9izRz\
        SjzZWGzVXk-3YINWSgzUdXzEV-Db-6g-7d-3Z-6Fe-5GHVEzzOzAzeAXi-3aVYzlzfzMiXtjizUzzXdazfWhQiOYzjrRZIKeQVSX-BHzh-7U-3\
        BmizegzZzzf-3fJzXYKczfcOKRKXWbWc-B4-DK-EPzYzTYzezPOVTZzzeW-BJb-5d-6NSXzZ-5W-3fazSzBRzfOPzGMRedSP-BB-DL-GMzSJ-3\
        LzDE-4R-e4I-DA-DB-DIOg-4YzzXzezzNzbzNEzfzXzNPSNYWY-B4-KR-7I-3L-3RNzTPzR-E1-DZhW-4bzzbzdzzezlkidzhzfzVVlizgf-BL\
        7E-QI-AGK-GU-DWnazzUPbzhTiYzcMSPYQRicoSHASNpRap-B
        """),
    PairTable(
      language: "bn", script: "Bengali",
      alphabet:
        "\u{981}\u{982}\u{983}অআইউএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ\u{9BC}\u{9BE}\u{9BF}\u{9C0}\u{9C1}\u{9C2}\u{9C3}\u{9C7}\u{9C8}\u{9CB}\u{9CC}\u{9CD}ৎ",
      facts: Facts(wordLength: 5.617, inner: 20.187, innerShuffled: 40.132, gap: -8.112, gapSpurious: 43.881),
      cells: """
        -4PRVVKtWxLcUkzYbSzzgwfpzSbSdRJZJSOVTYUzJP-p0-I9-BOORX-IT-3FEJzL-E0-wP-9S-3U-4P-5UXzNBRTEMzzJXzzP-CM-7K-5NzN-3\
        M-AORHzRKzNQFHzzO-E7zG-4O-4T-6YzzQzYzzP-3JzzZzZRSQzzP-ER-5P-5U-4PzUzzN-4IzKzJB-5MMzzQ-DMR-5G-59U-4a-3K-6azZazF\
        zWzITczV-f0-T2-aC-JIsczdfbgYzgzPhatpbgYznXpfzgQdWeOTjQbTQKSYbSYVJMZXkmMtauKuF-Bh-6VzzL-4gdkzfzzdlYlHUzzjzzEPhW\
        zXHzSzFzP-BS-IK-D9PzRzzG-3AzK-MRYzPQ-3YzzU-3MTzzZzzHSRGzzJzOzD-N0-z-IG-91zO-BZ-9Y-4Z-3O-6RG-5FBPUzzM-3F-ZR-3P-\
        6JAzNzz6zT-3L-Dc-FZC-4baaa-5EGQSzzIzbzG-k0-u7-95zH-Ba-IWezY-3c-6H6zazzLzUzJzI-UG-D79-AE-h9IE-4FzUzS-k0-B7-QN-H\
        HJL-3F-3KzD-Bb-EegzzWzzazSzPk-5FERUzcIddzEzK-UUzzPzK-89F-4B-3RzL-BR-IZ-6SUYzczzIIOOeeBdWzCzM-QW-3U-6H-6AINPzzQ\
        -3BzB-9mzbzd-7f-4bzbzhezbhgdh-3czzIGQTzzIjWzCzS-BW-8egzfzzTgTzT-4hzGgUzezzGQbNRbPzaf9zI-bHJ-5GHzGzzIzMzFzPzM-3\
        h-5b-3dfg-5izzazdzUfzZzzgNQlzQUzDDUazbJdYzKzR-XW-3Y-64EzTOzOzZzUzG-BYzd-BgVzdRQhzZzzVYfzzZUzCKXPRbJzVgIzL-Ba-E\
        ZzjzZzzUza-5jz5DdzRzzNzVjzz8-9mzVzmzqdzkzzj-3WSecfahzalefzlmzbfzHLUXkzJzYzHzE-BRzhzzW-4g-4V-3UzzbzbW-4gzzDHSZz\
        zDzMzMzG-BT-9b-4U-3MzzU-3Y-4MzJGQRzzFzYzEzK-BY-DP-9VU-79K-4L-39zKzM-9a-3c-AgzbzWzgUdLzQY-3czELZUcfJzbzBzP-Bb-4\
        U-8YQ-3V-4bCLM-5EFUTzYRzazSz8-BY-EY-3S-4fzf-6BRYczzCzZzfzFcW-3VkzzgzSgYzgekTzpbnczdReSYIXoTgPOENbRRX-CqCzb-4ao\
        zgzJchzzXhUzzXzfzdIzViKalUXUNNORUQc-Cl9-BQzb-CKzWzKUzQzXDHX-HI-5T-5JYV-4YzzRzZzzQzNzNUzUdRPEGaRO-fM-4K-3Iz7B-3\
        L-e4K-CDzH-D9-5ZnzzczQXj-3STzzZzdzzXzhzLfzVmWZCQOZZm-e8-A4-IF-BNzLzzUzTVzPzVzzTzXXJPzRZOPJMzURV-p57-HZ-BTzWnzT\
        gZzZNaVzbIQRXXUzLeSECXgSY-E7-VC-99-E
        """),
    PairTable(
      language: "pa", script: "Gurmukhi",
      alphabet:
        "\u{A02}ਅਆਇਈਉਊਏਐਓਕਖਗਘਚਛਜਝਟਠਡਢਣਤਥਦਧਨਪਫਬਭਮਯਰਲਵਸਹ\u{A3C}\u{A3E}\u{A3F}\u{A40}\u{A41}\u{A42}\u{A47}\u{A48}\u{A4B}\u{A4C}\u{A4D}ੜ\u{A70}\u{A71}",
      facts: Facts(wordLength: 3.67, inner: 19.151, innerShuffled: 43.942, gap: -15.147, gapSpurious: 47.013),
      cells: """
        zzQbMsazhnpNeRqbqPyizoyzRvFkQQeSZPhWTJII-E1-Aeza-5czZzzczK-Ba-Fb-AOzN-3T-68zRYPQ-3JzOYzW-DET8BzzazW-5a-ASzzSzO\
        MzazVzKYYW-IM-7O-BSZazzU-7Wz8A-CXG2zzS-FSzM-6L-QH-LLOzNzGL-8DF-DFeouvr-6mzrztzrz1zyzznzizlrzrzqzjmoklwekkswmrt\
        zwzpr3-RKzL-5KzJzzy-Cisyyu-6pz0zxzu-6qzmzovzuzuzmprnozinovzquw-3tvAx-9v-Cwzrzt-6r3wstznstzzv-5yzA-4g-Dc-4Wzczc\
        -4gzMHkXgzKKGViRfTebiZgC-MNVzU-8N-4IGJNzzEzO-5K-4Xzza-EaVza-8BZzRzzQMZIcZzTzBYzz2-Px-8Dzzyzzty-B3-Ad-GZ-6VX-4M\
        WRazazTXzzTdkuzzx-6szx-3x-6tzozqxzxz7zortpqzkpqxzsw5-3vxL-Ce-CafN-6Yd-3FAIHRUWZM-3Vz0uzzx-6szx-3x-6tzozqxzxzwz\
        ortpqzkpqxzswy-3vxD-RPzzU-3C-5GNBzzO-3S-30syyu-6pzuzxzu-6qzmzovzuzuzmprnozinovzquw-3tvE-PX-85T-4IQKzzQ-7ITZZVh\
        iznxxQeVrYwVxfwczdRlNlPWlViVoNQSOPaJOPWaQVXoboUWA-AJ-TDKHzFL-7F-AY-Cj-3fi-3czNafgzzCSLzYDzFZzzZVD-eADMzzCzO-5S\
        -Rc-6UjzbzzACIXcAzb-4mB-YB-59IM-A6-Aa-5k-3izzhzk-6bzjjTbbzGPOcJOkhzUzkzB-IZ-3SY-3d-6HazeSzJLVOTZUZzJaJVH-YMM-3\
        7KKzJ-5N-3I-AD-BRzzUzZ-6ITzzWzATMbzXeUzdzUzK-CL-LN-53QO-5S-4F-4W-5d-5g-6YzczP-6SczZPzELQCcTUZcezTex-eBzzJ6zzE-\
        5B-AZldzZzYzkzhzfReUzVjidzQzzeXSXzJQFfRQLUzizej7-4V-5ezezf-7eizf-4kze-3ezkzJTFjzPaRzfjIfU-Bf-Ehe-6MZzgzz97OzzQ\
        e-4VRD-AY-7a-4PbbzVekheXzWbjkmHAMPcZWzfzgzRgG-RH-4lzXk-4LKPHia9NlzzjfG-BT-6U-4T-3QzzSzVzMzaRMzDIIQzWVYzU-3AEkz\
        WUg-4PoezrzZ-3pzTbzbqShzNzazMFaUX-BlzzUzcIzzke-3PYczQzhzazlziQchiCkzYzbzTOWOV-COD4YTN-7Szi-3bza-4TzhzVJzdzXzYc\
        Ye-FdzzR-7Sa-4ZYY-3YCzdzU-4bzFNzT-DAMAzzZ-DX-8YzLSzO-3HOzU-D9z2T-9kbe-3SzjzZzzYzYzd-6ZZYS-F7P-9Rz9-5X-3azzVzR-\
        6XMzV-FG8zzPTzzSzzVzRzczWzXzdzWZzzcWZzVzQzNPYZY-BWzzx9-FJ-6F-8Iz9-5x-CV-Y1-3F-EA-eEzEzzH-3C-3G-ASdKRzzLzczDzzR\
        eBYWWzMzZ-4V-QFJZz6bXzYaUezJZZT-8Tza-F
        """),
    PairTable(
      language: "gu", script: "Gujarati",
      alphabet:
        "\u{A82}અઆઇઈઉએઓકખગઘચછજઝટઠડઢણતથદધનપફબભમયરલળવશષસહ\u{ABE}\u{ABF}\u{AC0}\u{AC1}\u{AC2}\u{AC3}\u{AC7}\u{AC8}\u{ACB}\u{ACC}\u{ACD}",
      facts: Facts(wordLength: 5.059, inner: 15.947, innerShuffled: 43.973, gap: -15.572, gapSpurious: 53.141),
      cells: """
        zzXIpzaNpQVLqeNNosyizzKiNiXJobKMuQYzQdzSd-B2-8ehRzOzfzeWZzzWjTa-3Zjj-4azzf-DJ-9B-E7-4EzN-IMT-GWzzbzzQ-B1-3e-B2\
        -IC-WIQlVuzmaiReSsbZTwkpcyhPkWhQUygXNWONoPXmYbFUVQozOjXzP-M4zLzzA-3K-KS-83-QB-F0-PQ-PA-Ic-7e-3jzRdzc-3dAhJJzkV\
        zLzOzW-WX-6F-56-39U-JZW-4b-49zOhzW-4AWeD-4WzY-JF-D5-F9zzI-ULzS-7H4Y-5UzZ-hV-30zZzzKi-7h-GezzVzzhC-7TBYOzzQzczB\
        -CC-KB-75-AB-8P-OM-6EOF-3F-3G9-e3-AH-SXZzzWzzR-49UDXzzNzFzz0-p7L-YJ-4AzI-3Q-49-Bd-Ddf-3SzPi-6AZOfzzLzfzGP-8G-L\
        DF-3I-4EzD-8G-8Q-NJ-3fzWfJGXRzz8zZzSI-PJ-6I-7HzLQ-4Rz7N-AS-Ele-5dzzWzzdz5cOGzzOzLzVaN-Cczzfzezbf-ARXzzAzzhGgXI\
        NzeGYzKIQlVuzmaiReSsbZTwkpcyhPkWhQUygXNWONoPXmYbFUVQozOjXzPG-PT-6D-6SATPOzzPzNzH-XT-70a-6bzzBm-8mo-3V-5lgdZSTg\
        -3Tzfl-5J7ZgNzzdzUzeA-IfzzQ-39Z-3Y-4M-4EzzZzzVzYzzEi-7Wnn-3g-3izgGmbzeeznzU-4azzeW8aLbczWzWzLJ-8lzo-EVezfzzg-3\
        lzzez8cUBzzfzMzGB-e5zD-8Qk-9l-7QzjYzfzK-6Sa-4KzDTU-37fzzSW-8X-G7-4V-8XNacL-67E-PC-EJ9-8EFM-9R-9YczazY-4TzRzzW-\
        4ATLMzzOzUcJ-M8-AZzzS-4FIWTzzDzMzV9FzzrzuzWlvNvwzQzkzYzdPiezPfzgzIYMLgazmYj-BXT-7M-5a-5RW-3RZ-3BNW9zIezZg-B4c-\
        6XZ-5b-6bzezCa-3VMbgzbzzZ-CXA-7CNzzlzF-5emzcbfS-3hzIKzbzzh-PD-J2-e0-Iy-A9-8nzfmzzkzfoWzzO-3bg-3RzS8zWGzb-L0-EN\
        -R8-3X-4Hzc-3azQzPzzWzHbI-4adMOWd-FIQlVuzmaiReSsbZTwkpcyhPkWhQUygXNWONoPXmYbFUVQozOjXzP-9ezkzG-3Z-3jOdeazjzkzW\
        AJEzGzPj-C
        """),
    PairTable(
      language: "ta", script: "Tamil",
      alphabet:
        "ஃஅஆஇஈஉஊஎஏஐஒஓகஙசஜஞடணதநனபமயரறலளழவஷஸஹ\u{BBE}\u{BBF}\u{BC0}\u{BC1}\u{BC2}\u{BC6}\u{BC7}\u{BC8}\u{BCA}\u{BCB}\u{BCC}\u{BCD}",
      facts: Facts(wordLength: 7.934, inner: 18.297, innerShuffled: 37.577, gap: -7.292, gapSpurious: 57.082),
      cells: """
        zzLNImRlOfkQiIzMezizKNzHIigzkzzLzrm-Z0-aRzXzzLQKZQVCzIMFRPM-S9KTzzRFzzVWKSNP-3I-SZZQzzOTEFRXYMCYJzzK-j0-Fy-IJK\
        O-4JEKI9-h0-cQQRz2-5QzK-h0-W0-tD-32zTT-h0-KP-CffnzzWZWzfTUzQnXGdZ-3NJjEakeTVWzD-k0b-CXb-3YzYcXYOzVzd-6LBWJWIPP\
        VYzG-M9-CGEzzCG-WD-J2P-CUX-5NzXZQzVlVzzc-3SGzBzjkOzezBR-CUa-5TzzUPzY-4W-3XGzQ-3L-35Q-Cdl-3mzbnTaQnYbTjoa-3PDeB\
        ibXUTfzC-DO-4Q-9ezze-3EFSWSUYzzXz6I-Cgd-3jzUzzYXzTzjzzb-3RLzSzzhRzgz4j-CVj-3GbMfezfXTdVkgc-3KKjLdOWeSSzAi-CXm-\
        3heZzWzihZWa-6HMbLXZSLWmz6F-CSZ-5SzPVQzQWMzzY-3EEiNbzWSzZzMa-CfdVzziYTzjXRzdzcmzZ-3KHiBdjbQzbzAM-Cgh-5MZTVa-3f\
        zdX-3OGzD-3K-3AT-CRU-5MzzdRjc-4c-3NMzOezdJzdz5K-CYe-5QzXeVzS-4U-3OEzM-3I-38Y-CJR-9RzSzX-6XCzE-3K-3Ae-CUfdzzNcM\
        XUhXzGYUXV-4IDZKzPQOzfzW-k0-k0-Z0-AyO-CDfXgzHRQSIYQSKULRWKzk-DJ-CKiZzoTgSeHSXEJPDcRSzi-DM-CNzPzzDzHzH-3C-3KJ-F\
        9-CHhezzSfLUbSCoWRdPeN-SM-4EzRzM-3AGDzP-TY-4KSzzIRzCEGLH-HD-CRzHzzSWQzUzXQDIKNzO-FA-CFzS-4PMzIXB-5S-SM-4FGLzR-\
        3FPJOD-GI-CJzTzzGVKzHNSLFTOzzQ-FIzcdZzizfvzhzLfWrvQbMWSOOTPURUcSzpzQLkLhddUefzE8-CFzUzzLjHaaIbjjOXVzYzn-D
        """),
    PairTable(
      language: "te", script: "Telugu",
      alphabet:
        "\u{C02}అఆఇఈఉఊఎఏఐఒఓకఖగఘచఛజఞటఠడణతథదధనపఫబభమయరలళవశషసహ\u{C3E}\u{C3F}\u{C40}\u{C41}\u{C42}\u{C43}\u{C46}\u{C47}\u{C48}\u{C4A}\u{C4B}\u{C4C}\u{C4D}",
      facts: Facts(wordLength: 6.482, inner: 20.732, innerShuffled: 38.833, gap: -3.906, gapSpurious: 45.772),
      cells: """
        zzNTUXUscgrWsLmPtPzQzjzhzRzSlOIjWWLdPQzLXqLb-DD-CSmKjIzfzNzHzMzFSkVzUh-3NzRhzZl-EE-BP-9XzLzPQAVzzUOQMPzPzzQ-EM\
        7-BOzP-BOM-5ROHN-4N-F9-BN-BFz8-BKzzO-E1-YL-MA-NHzKz8F-Qu-Z0-7xwzx-8uzC-BA-F9-7E-n8-54-KIOcijmjzrvzlzQoVzXzZzXz\
        WhSnTfOSsdgRVMOmSdfTgMLaMdqaXhgVxJ-D0-hIOcijmjzrvzlzQoVzXzZzXzWhSnTfOSsdgRVMOmSdfTgMLaMdqaXhgVxJHV-JWzbzehzzYj\
        -3azRQfW-4HIaFVWXUzQUzE9K-gI-B6YQ-Lfbd-3f-4WzNSzd-4AKYGezzZzRRzCIOcijmjzrvzlzQoVzXzZzXzWhSnTfOSsdgRVMOmSdfTgML\
        aMdqaXhgVxJbU-Bb-9X-5WzzVzzYSY-6I9bOazFF-4NIOcijmjzrvzlzQoVzXzZzXzWhSnTfOSsdgRVMOmSdfTgMLaMdqaXhgVxJZU-BN-7Z-7\
        J-4ZQNU-6HCLFVzbZ-4Mv-Zy-70x-AwPX-BU-AS-4b-4YzPY-6LETISzSRzzYz9IOcijmjzrvzlzQoVzXzZzXzWhSnTfOSsdgRVMOmSdfTgMLa\
        MdqaXhgVxJOS-Be-Fda-3azSIzV-4JDdAfzaQb-3JBF-WI-9CHzK-8NKP-Bazf-7fzjzXzTf-3PgQYzh-4KIQKWzPbzcQzBBK-ZG-67F-BSX-B\
        Xze-5a-7d-4bzPVzgg-3I9QLUzzIizhzEMO-RQ-4RzQ-7CDzN-8AEU-BWzV-5bzkzjzTzje-3bzcbzTzzhzLBXKbzcRmzhzEZR-Bd-7RzYzVzU\
        zYzzezzdNTzgb-3IPhHTzRPXWVzA-iF9-A5zM-LG-CJX-5VEMSPQzR-3VzBM-IS-JS-44JzNM-7OSJ-Bc-AfczccV-4PdLXzjzzhUHKSBWzVXQ\
        UezPIK-BR-9edZ-3MbzczPzeWzSzzczEIzGVzzXzXNzTQN-BTzjzczf-4ZSzWfmZzliOjphzZzzWdFGTIfzWbimSzEKS-BTzj-9fzjzSezznYb\
        kRzdzzgzJMWFdzWTaiCzHFJ-gGHzH-88MQ-BezhzW-5czMzfzWzzhzghJTzfzzSXGDTLzbSQX-3NUI-BN-BT-4X-3SzV-7CJXV-3XzzYz9O-NQ\
        -4M-7P-6NFzP-3T-45dF-Ne-3Z-3YQzJfze-3eKHZNXzUXdzdz9zS-PMzTzzNzSzK-7CARO-4N-3KEQ-BUlWzezVzWzSbSpVaJXzZjNPFHgUeU\
        Tc-D8K-BKzTzezazfzdiQzXeIWzlhWOUMiXbcVo-DBW-BN-7OzSzPzUzJN-3VKINzNzzR-E5O-BSYPzizozbzQmUzXzOZzjzZzSIlTzkb-EG-C\
        W-3X-3VzGzU-3PMzQzUz7L-i6zH-D7-FQ8-BTzP-5LzQ-3PzNSzZzzaNEU-3S-ECQ-BQ-5azSzbzQzJzVW-3bRJVzNFUM-ED-CR-7R-5Jz5R-5\
        RO-JRD-BH-7RzRzOzIzFU-3TzHJ-J5-CUzS-3IzWzYzYzTaHXzbzVaVWgZzeYf-Dv-Z0-7yx-AwF-CTzXzXzhoOzaaMWXZMVzhpSJCLfQgWS-E
        """),
    PairTable(
      language: "kn", script: "Kannada",
      alphabet:
        "\u{C82}\u{C83}ಅಆಇಈಉಊಎಏಐಒಓಕಖಗಘಚಛಜಞಟಠಡಣತಥದಧನಪಫಬಭಮಯರಲಳವಶಷಸಹ\u{CBE}\u{CBF}\u{CC0}\u{CC1}\u{CC2}\u{CC3}\u{CC6}\u{CC7}\u{CC8}\u{CCA}\u{CCB}\u{CCC}\u{CCD}",
      facts: Facts(wordLength: 6.924, inner: 20.671, innerShuffled: 38.644, gap: -6.931, gapSpurious: 45.622),
      cells: """
        -3MTQZXrUjnSuKkSoXzRzizgzSzRgOLgPUKbRczNXzKN-Db-DUbIfWzazVzIzHe8YzSzJazf-3hZzT-E0y-Cxzx-9vztzu-5yrwzwzzyztrztz\
        zx-5ozI-CPzX-7WzKFMIKUzzTNzLQzIzzU-EPL-CPzFzR-3NzO-3KNzzM-3QGQRRzzN-FJ-OLz7zRR-5LNzB-H0-wM-O8zCzz9-Qq-Dyzy-9xz\
        vzw-60xzy-4uszv-8pz4-7O-GP-3K-6II-4Q-Ev-U5-5y-46-3x-AuITzcjfpnzjyzizRmRxezbyZzZdQiOgPWqZgUSMQXQddSZNLeOdqSamff\
        vIz2-KR-AI-5K-IITzcjfpnzjyzizRmRxezbyZzZdQiOgPWqZgUSMQXQddSZNLeOdqSamffvIIW-Ckze-5azefhjWzSj-3izLXgW-4HObRYUJW\
        jRXzBDI-CN-FM-6L-7K-B7Ui-Ee-7bYezUzh-4gzScAbzzczQDYKTzKzzVUiKu-L0-Ex-8w-AtzS-CW-DSzP-6NN-6I8TMzzP-5EITzcjfpnzj\
        yzizRmRxezbyZzZdQiOgPWqZgUSMQXQddSZNLeOdqSamffvIU-DWzU-CWD-5WUV-6JEMQUzUzzYWzC-j0-CN-DMzU-8YzzVzU-6PzzV-4QGZLz\
        zMazzSz80-Dyzy-9xzvzw-6txzx-4uszv-8pI-DczW-BOzR-6ORaY-4RBzFzzIc-4HB-DQzN-BKzX-6TzzM-4PFzNzzI-5ILW-Cczg-9kzMzWl\
        -3XiOhzSlzzgNGXHzzRkzhjz9L-FS-IS-3N8-4EK-4F-5RCd-CWzh-BizW-6NJzYzznzPJmFZzKPzazzHI-PT-3M-6JzzT-4BA-AEGZ-CezTzi\
        -3izTzkzTzcg-3hzaVzSzzfzMJZHfzOPggfzBWT-CTzd-5SzQzRzOzT-5ZLzzcY-3KNeLTzbdzzdz8-kF-4F-3Jz4MN-ET-8bzzT-8FTM-3aOM\
        LXOzzIRY-3F-SS-BN-43KzzJ-6RTOU-CWzY-5gzzdGzTaT-5fTczbzzgTDMVKOzSPYSczLCT-CSzW-9czQzL-4XjVMzMhzezEOzKXzUbzdVzZJ\
        X-CXzYzfzj-3eXSzQqbfzimWncWlThzYeJHVGbzNbjlZzETf-CYzh-9lzXib-5ajzzVzzhzMAhSWzMWefbz8E-DWzR-BZzI-7IzWzzUzVEzDSz\
        O-5NHa-Cezj-3k-4dZzbkN-5iFbeczzWbDFbLkdOWbkzzQN-DNzN-9TzKzQzzY-3YzzSzzQzHGYX-3TYzWzBQ-DWzV-8PXzFzX-6TzzX-4UG-4\
        IQ-49ZJ-Cfzi-8jhzZzczzgzSzOOzczzfdKGgJVzTUhzfjAPa-Caza-8UUzUzX-6RSSYzzczDFbLczIVzJSzSNQ-CXjFzezRzVzTVSlMbLWzhl\
        RQFNbSdUQX-DBO-CLqPzlzdzfzfcOzJfKezmiYJNThWZaLg-DK-DL-7RzKzI-3KO-3UDHQzJzzU-E4W-CZWSzm-3azgfMzPzbfzgmYzScfHzkf\
        j-DA-DL-3Y-3SzQzY-3PN-3QzAI-j4zJ-DA-F7L-CbzJzY-3Wze-3UzXdzdzfEUSXjzzQi-DBR-CPQY-3ZzU-3PzUzU-4bWHPSLESW-ED-DH-7\
        M-5JzG-7GzMzzD-EQ9-EV-5TzIzTzKzPzzQzSzMRI-3R-EO-DRzH-3TzOzNzSzRRQOzOzRzEQTSVUQQ-dA-A7A-JG-DRzczazkgPsdaIVSbKWt\
        btVIGHdSlSY-E
        """),
    PairTable(
      language: "ml", script: "Malayalam",
      alphabet:
        "\u{D02}അആഇഈഉഎഏഐഒഓഔകഖഗഘങചജഞടഠഡണതഥദധനപഫബഭമയരറലളഴവശഷസഹ\u{D3E}\u{D3F}\u{D40}\u{D41}\u{D42}\u{D43}\u{D46}\u{D47}\u{D48}\u{D4A}\u{D4B}\u{D4D}\u{D57}ൺൻർൽൾ",
      facts: Facts(wordLength: 8.401, inner: 19.978, innerShuffled: 39.905, gap: -9.425, gapSpurious: 54.553),
      cells: """
        zzNSQZUPbnRgqJnVtzRSzhzfzQzYpNIfWXMeVeYzzLZpLc-Gjz2-CabMc-FSZ-7ddzS-KT-BN-7MzzUJMOSJTzzSNTTGNzzJzzW-GS-3N-BM-A\
        DzzFQL-5HLQMzzNzzM-KL-JM-3AzQzA-6QzQzzIzzO-FS-30-z-QHHzLzz7-4N-3M-NEzU-JT-72-7SRzN-3S-WA-N3-QIVejhrmgszixzOqcx\
        aYfkUzlWNjbiNSphiTQQWUYlUefViOLeOeqVapnbFzwhbbj-TK-61-Ry-U0-Pv-6IVejhrmgszixzOqcxaYfkUzlWNjbiNSphiTQQWUYlUefVi\
        OLeOeqVapnbFzwhbbjUb-Bj-3k-3czzYbhnzaa-3YZThZOjdzzizJNhHXacRlWT9zzcciUH-SH-6HzD-I6-7R-FQ-6RK-8NzOzWzzUzzWzNIPQ\
        -6N8-R0-z-Aa-9C-6ZP-94-5HP-CX-BT-3X-5bUzS-7HFzLzzGR-39-ZE-5TzzV-7N9KSS-5RC-qH-A1-6Sb-BQ-3V-6cT-3Vg-3fYzhgzzf-4\
        PGfEzzHdzzZA-3ZzzIVejhrmgszixzOqcxaYfkUzlWNjbiNSphiTQQWUYlUefViOLeOeqVapnbFzwhbbj-cI-7N9-4L-3J8-6SR-BX-3Z-7V-4\
        Y-3Ud-5c-4SLzRY-63-6Ve-Bb-3m-3n-3a-3Ve-3XfYzazzh-4NCZNkeRgzkb7-4ezzP-WOQzzMzzH-47B-GYV-BW-BW-8WzY-9OHYQ-3DZzz7\
        -3WzzN-OQ-3N-4P-B9BPQ-7G-6JV-Bczezc-3b-3Ozizcg-3XezhozzdzzjzLJYIezWbzza7-4jzzd-BW-3izzQVzzfSzZzW-4hURUcgg-5MMh\
        LXzJTzZT8-3i-eK-8G-4K-3G5-VO-3K-GGFzN-4RzL9-3I-FP-LPI-4M-46IzzJ-6P-6ZX-Bc-3f-6WSzagTT-3aZXYQ-5bZ9MUJTzWShiZIzz\
        ffzzHT-BW-3Z-7M-3WT-3SVehkzzazzezGDzGWzZazzPNzzVczzTO-BT-3Wehk-3POzWZXc-3PbjzzTzTbzVgHFSEYzXbzzWXzzh-3YV-Ba-3a\
        zzf-3eW-4ezdzZSzd-3R-4OFfMzzFUzzUA-3UzzRU-BQ-3ZX-5hT-3aYzzdaJ-5azzczJKWKRzETedOH-6FQ-Ba-BK-8dzW-4Y-4OCzHzzPbzz\
        WD-6J-CF-LL-B9zD-7E-6WW-BV-4dzzWzzhU-3R-4fRNzUVfzbzRfHCXLzdSQZzhMzzeM-3O-BV-3P-7O-3U-4SWV-7NzGIPSTzzK-3B-6VP-B\
        R-AMK-3V-4WPU-9RF-5L-39zzQ-3gI-Fdzzf-4c-3b-3WPza-4ezzYbLIfTXzYcczX6-3U-3J-NK-8NzO-9CA-6PzOI-6UW-BRmVzjhXzRzzES\
        zZZKWzjkNFMVPVhSaXRb-EXSbiHi-BIzlzhQkhVzlkOzccIVzzgaIPaGeeVadWn-EebJzI-CG-7V-3J-3PR-4GMMTzUJzLP-GPzzEF-BLem-5L\
        zzVPzZzEWzzjPzUUgOcQndam-BfzzjhmzW-CI-4VzzEzzTR-3PJ-3SzNLN-6T-FC-FK-B5-GEE-K5-CT-3W-3F-3a-3SczfzfHbTZb-4f-Fgff\
        zO-COQ-4VzWzzVMzWzO-5LCRWzzSGMaQ-FPzzG-CH-DGzD-7G-3EzzI-eFzzCF-3F-6HzII-OI-CIzI-3ZzIzTTTzUzZRYWzPXYVRPTUzXQW-D\
        VzRzRF-CJzpzRQpfOukeHWabIOzuzaMKNUWzZnZd-JIVejhrmgszixzOqcxaYfkUzlWNjbiNSphiTQQWUYlUefViOLeOeqVapnbFzwhbbj0-zz\
        z1-MR-6S-6Q-6M-J8-CNzRzzXWzVzWPGzVzQW-3M-6QVO-K1-CO-GT-X2-CG-GK-X
        """),
    PairTable(
      language: "th", script: "Thai",
      alphabet:
        "กขคฆงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลวศษสหฬอฮฯะ\u{E31}าำ\u{E34}\u{E35}\u{E36}\u{E37}\u{E38}\u{E39}เแโใไๆ\u{E47}\u{E48}\u{E49}\u{E4A}\u{E4B}\u{E4C}",
      facts: Facts(wordLength: 18.326, inner: 22.79, innerShuffled: 38.754, gap: 9.784, gapSpurious: 49.408),
      cells: """
        zPXPzzSzYU-6naSeRiVYTdzPjZPeUzbWRzPOzPk-BELQTXh-6OVZZzhZzfdzhj-4bXzXzagezzfzjXhIYNUlPWfzSzzhLDaRWzzZhRYgaezZUe\
        kzlZ-HR-3N-CW-56-3QKzzPKzZ-8QI-3Nzza-CVzY-3N-7MbDzMH-5S-3RQRWazLUZZza-4WVzzOIQaXzQZuahlzzrzzjUVhUiMXVkxYmhRTNt\
        TTdhUWzPtzWRMeUSgZbcPYcaevaQUzzZILQNziTzVh-7YTfPzWZSfzWzeTdUzcWWzOPzQ-4Uzj-5IPVSWf-6VX-4Q-FQ-4SzzazR-8SzzIEDNP\
        RXzMza-7K-UA-6D-BBzzA-GSU-KJb-6abazzTzzXzzU-3MEzMLzGS-8JH-PQ-BQ-6K-3QJzGE9zzS-BML-7LzG-ZEzJG-BA-4IQaXzQZuahlzz\
        rzzjUVhUiMXVkxYmhRTNtTTdhUWzPtzWRMeUSgZbcPYcaevaQUzzZ-m0-lE-AA-45-JIQaXzQZuahlzzrzzjUVhUiMXVkxYmhRTNtTTdhUWzPt\
        zWRMeUSgZbcPYcaevaQUzzZ-M0-hE-DI-HO-BBzGzOO-FDNVVbzUazd-8eXzVzRzczzezzaIWzaZzzWYzR-3PPYMNzdfWPYeUfzUfGzzVST-Gd\
        bzzXe-7YEzbVzzdzzPzzSGLTIYzzUYYe-4fIMzzQ-MI-NBzNzANNI-4J-7Xzzc-HSYe-3X-3LMzzbNzcdzVzzaMKRT8zzYze-6VXzzZ-5N-PQF\
        -3Q-4N-3RGzBNzzM-CIJQYUznZzYf-3o-3VQjNZUaUdzXpaXbVzfThzQVzRzzfQOeRSXZczMUXWZmocTzzcOQYTzzc-AVYzQzQLWzzazebzIzS\
        VzzSYzP-3KLzTWzzQbOYZZYzzZV-3XU-AY-4ffzbzd-9BzN-3dzzazzdRUzVMzzXzbZ-47cb-PP-BB-DM-46-7E-a7-CA-FA-4I-JUzaV-6XPA\
        WLa-5Y-3LPzLSzKSWY-AYJ-RI-3FzK-6I-6F-3K-9C-NO-KK-3O2-6K-CMUbbzgdza-7hZViWzTcZizVzfZfTzdYgzVQzVzzfQGzTGzMZYOYcc\
        gzzPa-3JMaXzOezZ-8cZZVzKaczzbzhQzWzfPgzUazSzzdVJzeezgSLPWdTbzzS-3PTUhbzUfzl-7YadXZzeebzzezzRfPzkWfgYgzUzzFMKzN\
        OzNZVVZifmzgYWzzK-b0-SPTZhzQg-AddzZzWaZ-5aaizYVzzagzSzzDKIYPPzUTYTdghzzWRPzzaPSbezMczf-7aZezazMdh-5SNRzU-3adzV\
        zzgGJzKV-4SdcgZzzJWzzZB-5V-BSzWzS-9OzzVzXQzzV-3MEzOzMzzWT-3Q-6MI-ASzQzzG-3R-AQM-CK7-IPQY-3W-BUMPzzR-6cLzPzdW-3\
        XzUzzaMIPOMzWNSUfd-4PZzzS-AP-7d-3E-7IaFzGL-5f-3TIzb-BeNLzzX-k0-JNNcdzCizi-8VZmcjNUczzgglSLOzYWzzVezRzzeQPaVZzf\
        ZzPfhfizhh-jC-3BBzB-HIQaXzQZuahlzzrzzjUVhUiMXVkxYmhRTNtTTdhUWzPtzWRMeUSgZbcPYcaevaQUzzZMMbTzzSzU-8RUePeTPXzzSz\
        eNURzbPzzPPzR-CDVXZX-8HzjzIazdzUzzUzafMPzbzEH-3bzzZQzzXOfzW-MSI-3NLcUzJVzSjo-5aYWpWeKbfpzWmmMKGzVPZVSZzazzb-9T\
        ceef-7ONzOzzV-AUQzUzHOWzzWzzSzPzSTzzWI-EFNzPV-7SKzazPVzXze-6KMzNZHWbzzZzePSUzQSVXQbzf-CPdU-4QXzzZKQaVzzfzX-8cZ\
        zZzSbafzYzzbEUzaXzzVdfY-CRZcf-39P-4F-3B-t6E-PY-I5-J8L-3XMWPzP-4Y-5THQzLYNPW-5MzLzOzzWX-FZzU-4HYzzYRI-3Q-BRU-3N\
        zK-5RzTzN-JQ-6AD-4NQSziRbSV-7OVzMhSXDlzQjYLdMzPSczSRzRj-OOSU-DUKcWzSMTVzUzzPYOz9bzzRKzT-PQzLzzWzzU-7APzPzQSQzz\
        VzzRTIzI-6L-PZ-4VzH-8bP-34Z-FE-RXX-6V-7ATzG-3F-3LzFzTzWR-3UzU-O0-z-5N-3ZO-AXY-32W-6U-AT-OMaggzGczj-8iajVzMeXlz\
        ezzNUazhNzzUazE-4F-7QbkSa-7RWebzHXzd-8fezazFedzzczzSaVzhMzzYezI-4CR-6PXzWd-80-z-3IQaXzQZuahlzzrzzjUVhUiMXVkxYm\
        hRTNtTTdhUWzPtzWRMeUSgZbcPYcaevaQUzzZ9PVWzzYzX-8URzNzUYWzzbzzTzXzaYYzQazV-CJOVUW-7
        """),
  ]

  /// The languages that have one.
  static let languages = Set(all.map(\.language))

  /// Those whose letters differ between code pages: of the Latin and Cyrillic scripts.
  static let withCodePages = Set(all.filter { $0.script == "Latin" || $0.script == "Cyrillic" }.map(\.language))
}
