using ActorSync.Core.Runs;
using Akka.Event;
using Akka.Hosting;
using Akka.Hosting.Logging;
using Akka.Persistence.Sql.Hosting;
using LinqToDB;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>Sets up an actor system's journal, snapshots and serializer.</summary>
public static class JournalHosting
{
    /// <summary>How many actors recover at once: with many more, recoveries were seen to stall on SQLite.</summary>
    public const int ConcurrentRecoveries = 8;

    private const string PluginName = "sql";

    // Longer than any single try: a client's connection and command time out in 15 and 30 s by default.
    private static readonly Duration LongestTry = Duration.FromSeconds(60);

    /// <summary>Keeps the system's persistent actors in <paramref name="store"/>, and prepares it when it is to be written.</summary>
    /// <param name="builder">The actor system.</param>
    /// <param name="store">Where.</param>
    /// <param name="access">What for.</param>
    /// <param name="epoch">The epoch of the lease under which it is written; null where there is none, as for a reader.</param>
    /// <exception cref="JournalUnavailableException">It cannot be prepared, or is to be read and does not exist.</exception>
    public static AkkaConfigurationBuilder WithJournalStore(this AkkaConfigurationBuilder builder, JournalStore store, JournalAccess access, long? epoch = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);

        if (access == JournalAccess.Write)
        {
            Prepare(store);
            Table(store, access, epoch).Prepare();
        }
        else if (!JournalExists(store))
        {
            throw new JournalUnavailableException("There is no journal yet: no run has been made against this target from this state.");
        }

        var options = Options(store, access, epoch);
        var schema = (store as JournalStore.Postgres)?.Schema;
        var journal = new SqlJournalOptions(isDefaultPlugin: true, PluginName)
        {
            DataOptions = options,
            AutoInitialize = access == JournalAccess.Write,
            DatabaseOptions = JournalDatabaseOptions.Default,
        };
        var snapshots = new SqlSnapshotOptions(isDefaultPlugin: true, PluginName)
        {
            DataOptions = options,
            AutoInitialize = access == JournalAccess.Write,
            DatabaseOptions = SnapshotDatabaseOptions.Default,
        };
        journal.DatabaseOptions.SchemaName = schema;
        snapshots.DatabaseOptions.SchemaName = schema;

        return builder
            .WithSqlPersistence(journal, snapshots)
            .WithCustomSerializer("actorsync-journal", JournalSerializer.BoundTypes, system => new JournalSerializer(system))
            .AddHocon(Untyped(store, access), HoconAddMode.Prepend);
    }

    /// <summary>Whether somebody has written a journal there; creates nothing.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be reached.</exception>
    public static bool JournalExists(JournalStore store) => store switch
    {
        JournalStore.Sqlite sqlite => SqliteJournal.Exists(sqlite),
        JournalStore.Postgres postgres => PostgresJournal.Exists(postgres),
        _ => throw new InvalidOperationException($"Unknown journal store {store?.GetType().Name}."),
    };

    /// <summary>Sends what actors warn of to the host's loggers, and nothing to standard output.</summary>
    public static AkkaConfigurationBuilder WithQuietLogging(this AkkaConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder
            .ConfigureLoggers(loggers =>
            {
                loggers.LogLevel = LogLevel.WarningLevel;
                loggers.ClearLoggers();
                loggers.AddLoggerFactory();
            })
            .AddHocon("akka.stdout-loglevel = OFF", HoconAddMode.Prepend);
    }

    /// <summary>The table of people beside a journal that exists; nobody stands in that of a journal from before there was one.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be reached.</exception>
    /// <param name="store">The journal.</param>
    /// <param name="access">What for.</param>
    /// <param name="epoch">The epoch of the lease under which it is written; null where there is none, as for a reader.</param>
    public static IPersonTable PeopleOf(JournalStore store, JournalAccess access, long? epoch = null) =>
        access == JournalAccess.Write || HasTable(store, PersonTable.Name) ? Table(store, access, epoch) : NoPeople.Instance;

    /// <summary>The rows of a journal that exists, as they are stored.</summary>
    internal static JournalRows RowsOf(JournalStore store) => new(Options(store, JournalAccess.Read, epoch: null), (store as JournalStore.Postgres)?.Schema);

    /// <summary>Changes rows of a journal that exists, for the process that has the lease.</summary>
    internal static JournalUpkeep UpkeepOf(JournalStore store, long epoch) => new(Options(store, JournalAccess.Write, epoch), (store as JournalStore.Postgres)?.Schema);

    private static PersonTable Table(JournalStore store, JournalAccess access, long? epoch) => new(Options(store, access, epoch), (store as JournalStore.Postgres)?.Schema);

    /// <summary>Whether a journal, whose file exists, has a table.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be reached.</exception>
    internal static bool HasTable(JournalStore store, string table) => store switch
    {
        JournalStore.Sqlite sqlite => SqliteJournal.HasTable(sqlite, table),
        JournalStore.Postgres postgres => PostgresJournal.HasTable(postgres, table),
        _ => throw new InvalidOperationException($"Unknown journal store {store?.GetType().Name}."),
    };

    /// <summary>Adds to the plugin's tables, once they are there, what they lack: an index, and the fence against a second writer.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be added.</exception>
    internal static void Complete(JournalStore store)
    {
        if (store is JournalStore.Sqlite sqlite)
        {
            SqliteJournal.IndexEvents(sqlite);
        }

        JournalFence.PutUp(store);
    }

    /// <summary>Makes what a writer needs, where it is missing.</summary>
    /// <exception cref="JournalUnavailableException">It cannot be made or reached.</exception>
    internal static void Prepare(JournalStore store)
    {
        switch (store)
        {
            case JournalStore.Sqlite sqlite:
                SqliteJournal.Prepare(sqlite);
                break;
            case JournalStore.Postgres postgres:
                PostgresJournal.Prepare(postgres);
                break;
            default:
                throw new InvalidOperationException($"Unknown journal store {store.GetType().Name}.");
        }
    }

    private static DataOptions Options(JournalStore store, JournalAccess access, long? epoch) => store switch
    {
        JournalStore.Sqlite sqlite => SqliteJournal.Options(sqlite, access, epoch),
        JournalStore.Postgres postgres => PostgresJournal.Options(postgres, access, epoch),
        _ => throw new InvalidOperationException($"Unknown journal store {store.GetType().Name}."),
    };

    /// <summary>The settings for which Akka.Hosting has no setter.</summary>
    private static string Untyped(JournalStore store, JournalAccess access)
    {
        // SQLite has one writer anyway; a single stream of commits gathers more rows into each.
        var writers = store is JournalStore.Sqlite ? 1 : 3;
        return $$"""
            akka.persistence.max-concurrent-recoveries = {{ConcurrentRecoveries}}
            akka.persistence.journal.{{PluginName}} {
              class = "{{typeof(PatientJournal).FullName}}, {{typeof(PatientJournal).Assembly.GetName().Name}}"
              parallelism = {{writers}}
              prefer-parameters-on-multirow-insert = true
              {{PatientJournal.WriteLimit}} = {{Seconds(access == JournalAccess.Write ? StoragePatience.OfWrites.Limit : Duration.Zero)}}
              recovery-event-timeout = {{Seconds(StoragePatience.OfReads.Limit + LongestTry)}}
              {{Breaker(StoragePatience.OfWrites.Limit + LongestTry)}}
            }
            akka.persistence.snapshot-store.{{PluginName}} {
              class = "{{typeof(PatientSnapshots).FullName}}, {{typeof(PatientSnapshots).Assembly.GetName().Name}}"
              {{Breaker(StoragePatience.OfReads.Limit + LongestTry)}}
            }
            """;
    }

    // The plugin's own breaker would fail what waits, and hide why behind its own words.
    private static string Breaker(Duration longest) => $"circuit-breaker {{ max-failures = {int.MaxValue}, call-timeout = {Seconds(longest)}, reset-timeout = 1s }}";

    private static string Seconds(Duration duration) => $"{(long)duration.TotalSeconds}s";
}
