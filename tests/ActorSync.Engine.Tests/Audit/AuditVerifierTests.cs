using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Contract;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Tests.Audit;

/// <summary>What was changed in an audit log is found and named.</summary>
/// <remarks><c>tests/soak/audit-corruptions.sh</c> changes ten times as much.</remarks>
public sealed class AuditVerifierTests
{
    private const int People = 40;

    private static readonly int Corruptions = int.Parse(Environment.GetEnvironmentVariable("ACTORSYNC_AUDIT_CORRUPTIONS") ?? "1000", CultureInfo.InvariantCulture);
    private static readonly string[] Journals = [.. Enumerable.Range(0, Partitioning.Partitions).Select(AuditLog.JournalOf), RunLog.LogId];

    [Fact]
    public async Task A_log_of_several_runs_is_as_it_was_written_and_counts_every_change()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);

        var verdict = AuditCheck.Verify(world.Options, TargetIdentity.Of(world.Options.Target))!;

        Assert.Empty(verdict.Flaws);
        Assert.Equal((3, (2 * People) + 1, 0), (verdict.Runs, verdict.Records, verdict.Unsealed));
        Assert.NotNull(verdict.LastSeal);
    }

    [Fact]
    public async Task Whatever_is_flipped_dropped_swapped_or_cut_off_is_found_and_the_first_bad_record_named()
    {
        await using var world = await WithRunsAsync(TargetDialect.Genesys);
        var (rows, anchor) = Read(world);
        Assert.Empty(new AuditVerifier(rows, anchor).Verify().Flaws);
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);

        for (var number = 0; number < Corruptions; number++)
        {
            var (corrupted, expected, what) = Corrupt(rows, random);

            var flaws = new AuditVerifier(corrupted, anchor).Verify().Flaws;

            Assert.True(
                flaws.Any(flaw => (flaw.Journal, flaw.Position) == expected),
                $"Seed {seed}, corruption {number}: {what}; expected {expected}, found {string.Join("; ", flaws)}.");
        }
    }

    [Theory]
    [InlineData("UPDATE journal SET message = substr(message, 1, 40) || x'00' || substr(message, 42) WHERE persistence_id = 'users-{0}' AND sequence_number = 2")]
    [InlineData("DELETE FROM journal WHERE persistence_id = 'users-{0}' AND sequence_number = 2")]
    [InlineData("DELETE FROM journal WHERE persistence_id = 'users-{0}' AND sequence_number >= 2")]
    [InlineData("UPDATE journal SET deleted = 1 WHERE persistence_id = 'users-{0}' AND sequence_number = 2")]
    [InlineData("DELETE FROM people WHERE partition_id = {0}", 1)]
    public async Task A_journal_that_was_changed_in_its_file_is_found_out(string change, long position = 2)
    {
        await using var world = await WithRunsAsync(TargetDialect.Guide);
        var partition = Journals.Index().First(journal => Read(world).Rows.Read(journal.Item, 0).Count() > 2).Index;
        var file = Directory.GetFiles(world.PathOf("."), "journal.db", SearchOption.AllDirectories).Single();
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT epoch FROM writer_lease";
            var epoch = (long)command.ExecuteScalar()!;
            connection.CreateFunction("actorsync_epoch", () => epoch); // Whoever tampers with it finds that out.
            command.CommandText = string.Format(CultureInfo.InvariantCulture, change, partition);
            Assert.NotEqual(0, command.ExecuteNonQuery());
        }

        var verdict = AuditCheck.Verify(world.Options, TargetIdentity.Of(world.Options.Target))!;

        Assert.Equal(($"users-{partition}", position), (verdict.Flaws[0].Journal, verdict.Flaws[0].Position));
    }

    [Fact]
    public async Task A_run_that_is_open_is_checked_and_told_as_not_sealed()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, Enumerable.Range(1, 3).Select(number => Seeds.User($"00{number}")));
        world.IsDisturbed = true;
        using var stop = new CancellationTokenSource();
        await world.StallWriteAsync(skip: 1);
        var running = world.RunUntilAsync("employee_id,skills\n001,Billing:3\n002,Billing:3\n003,Billing:3\n", stop.Token);
        while ((await world.Target.CountsAsync()).Writes < 2)
        {
            await Task.Yield();
        }

        await world.StopAsync(stop);
        world.EndStall();
        await running;

        var verdict = AuditCheck.Verify(world.Options, TargetIdentity.Of(world.Options.Target))!;

        Assert.Empty(verdict.Flaws);
        Assert.Equal(0, verdict.Runs);
        Assert.InRange(verdict.Unsealed, 1, 3);
    }

    [Fact]
    public async Task A_target_without_a_journal_has_no_log()
    {
        await using var world = await ContractWorld.StartAsync(TargetDialect.Genesys, []);

        Assert.Null(AuditCheck.Verify(world.Options, TargetIdentity.Of(world.Options.Target)));
    }

    // A run of everybody, another after somebody was edited elsewhere, and one that changes nothing.
    private static async Task<ContractWorld> WithRunsAsync(TargetDialect dialect)
    {
        var world = await ContractWorld.StartAsync(dialect, Enumerable.Range(1, People).Select(number => Seeds.User($"{number:000}")));
        Assert.Equal(ExitCode.Done, (await world.RunAsync(Source(3))).ExitCode);
        await world.Target.EditAsync("001", """ "skills": {"Claims": 2} """);
        Assert.Equal(ExitCode.Done, (await world.RunAsync(Source(4))).ExitCode);
        Assert.Equal(ExitCode.Done, (await world.RunAsync(Source(4))).ExitCode);
        return world;
    }

    private static string Source(int level) => "employee_id,skills\n" + string.Concat(Enumerable.Range(1, People).Select(number => $"{number:000},Billing:{level}\n"));

    private static (Rows Rows, string Anchor) Read(ContractWorld world)
    {
        var state = EngineStart.StateOf(world.Options, TargetIdentity.Of(world.Options.Target));
        var stored = JournalHosting.RowsOf(new JournalStore.Sqlite(state.JournalFile));
        return (new(Journals.ToImmutableDictionary(journal => journal, journal => stored.Read(journal, 0).ToImmutableArray())), state.AuditAnchorFile);
    }

    private static (Rows Corrupted, (string Journal, long Position) Expected, string What) Corrupt(Rows rows, Random random)
    {
        var journal = Journals[random.Next(10) == 0 ? ^1 : random.Next(Partitioning.Partitions)];
        var events = rows.Of(journal);
        if (events.IsEmpty)
        {
            return Corrupt(rows, random);
        }

        var index = random.Next(events.Length);
        var row = events[index];
        switch (random.Next(events.Length > 1 ? 5 : 4))
        {
            case 0:
                var payload = (byte[])row.Payload.Clone();
                var bit = random.Next(payload.Length * 8);
                payload[bit / 8] ^= (byte)(1 << (bit % 8));
                return (rows.With(journal, events.SetItem(index, row with { Payload = payload })), (journal, row.Position), $"bit {bit} of {journal} {row.Position} flipped");
            case 1:
                return (rows.With(journal, events.RemoveAt(index)), (journal, row.Position), $"{journal} {row.Position} dropped");
            case 2:
                return (rows.With(journal, events[..index]), (journal, row.Position), $"{journal} cut off before {row.Position}");
            case 3:
                var shortened = row.Payload[..random.Next(row.Payload.Length)];
                return (rows.With(journal, events.SetItem(index, row with { Payload = shortened })), (journal, row.Position), $"{journal} {row.Position} shortened to {shortened.Length}");
            default:
                var other = (index + 1 + random.Next(events.Length - 1)) % events.Length;
                var swapped = events
                    .SetItem(index, events[other] with { Position = row.Position })
                    .SetItem(other, row with { Position = events[other].Position });
                return (rows.With(journal, swapped), (journal, Math.Min(row.Position, events[other].Position)), $"{journal} {row.Position} and {events[other].Position} swapped");
        }
    }

    private sealed class Rows(ImmutableDictionary<string, ImmutableArray<JournalRow>> journals) : IJournalRows
    {
        public ImmutableArray<JournalRow> Of(string journal) => journals[journal];

        public Rows With(string journal, ImmutableArray<JournalRow> events) => new(journals.SetItem(journal, events));

        public IEnumerable<JournalRow> Read(string persistenceId, long after, long until = long.MaxValue) =>
            journals[persistenceId].Where(row => row.Position > after && row.Position <= until);

        public byte[]? ReadSnapshot(string persistenceId, long position) => null;

        public long EndOf(string persistenceId) => journals[persistenceId].IsEmpty ? 0 : journals[persistenceId][^1].Position;
    }
}
