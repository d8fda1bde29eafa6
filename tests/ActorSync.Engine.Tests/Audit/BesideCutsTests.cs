using ActorSync.Core.Audit;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Audit.Export;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using ActorSync.Engine.Tests.Contract;
using Microsoft.Data.Sqlite;

namespace ActorSync.Engine.Tests.Audit;

public sealed class BesideCutsTests
{
    [Fact]
    public async Task Whoever_reads_while_the_journal_is_cut_twice_tells_what_is_in_it_after_the_second_cut()
    {
        await using var world = await WorldAsync();
        var (stages, people, state) = (await CutTwiceAsync(world), People(world), State(world));
        var meanwhile = () => new CutMeanwhile(PartitionOf(people), [.. stages]);

        var (told, found) = (AgentRecall.Read(stages[^1], people, state, "001"), AgentRecall.Read(meanwhile(), people, state, "001"));
        Assert.Equal((told.ReachesBackTo, true), (found.ReachesBackTo, found.ReachesBackTo is not null));
        Assert.Equal(Assert.Single(told.Agents).Timeline.Changes, Assert.Single(found.Agents).Timeline.Changes);

        var (sound, verdict) = (AuditCheck.Verify(stages[^1], state.AuditAnchorFile), AuditCheck.Verify(meanwhile(), state.AuditAnchorFile));
        Assert.Empty(verdict.Flaws);
        Assert.Equal((sound.Runs, sound.Records, sound.CutAt), (verdict.Runs, verdict.Records, verdict.CutAt));

        var (whole, exported) = (Export(world, stages[^1], "whole"), Export(world, meanwhile(), "exported"));
        Assert.Equal(whole, exported);
        Assert.NotEmpty(exported);
    }

    [Fact]
    public async Task What_takes_a_while_is_read_again_too_whatever_the_cut_made_of_it()
    {
        await using var world = await WorldAsync();
        var (stages, partition) = (await CutTwiceAsync(world), PartitionOf(People(world)));
        var rows = new CutMeanwhile(partition, [.. stages]);
        var readings = 0;

        var (found, log) = await new BesideCuts(rows).ReadAsync(before =>
        {
            readings++;
            var begin = before.Sound().Cut?.Seal.Heads[partition].Position ?? 0;
            var first = rows.Read(AuditLog.JournalOf(partition), begin).First().Position;
            return first == begin + 1 ? Task.FromResult(first) : throw new EngineStartException(ExitCode.Failed, "An actor missed what was cut.");
        });

        Assert.Equal((3, log.Cut!.Seal.Heads[partition].Position + 1), (readings, found));
    }

    [Fact]
    public async Task Whoever_meets_a_cut_at_each_reading_is_told_to_say_the_same_again()
    {
        await using var world = await WorldAsync();
        var (stages, people) = (await CutTwiceAsync(world), People(world));
        var rows = new CutMeanwhile(PartitionOf(people), stages[0], stages[1], stages[0], stages[1]);

        var refused = Assert.Throws<EngineStartException>(() => AgentRecall.Read(rows, people, State(world), "001"));

        Assert.Contains("Say the same again", refused.Message, StringComparison.Ordinal);
    }

    private static Task<ContractWorld> WorldAsync() => ContractWorld.StartAsync(TargetDialect.Genesys, [Seeds.User("001"), Seeds.User("002")]);

    // Runs on the days 0, 10, 50 and 90; the journal before a cut, after that of what is older than thirty days on day 50, and after that on day 90.
    private static async Task<JournalRows[]> CutTwiceAsync(ContractWorld world)
    {
        await world.RunAsync(Source(3));
        world.Time.Pass(TimeSpan.FromDays(10));
        await world.RunAsync(Source(4));
        world.Time.Pass(TimeSpan.FromDays(40));
        await world.RunAsync(Source(5));
        var before = Copy(world, "before.db");
        world.Options = world.Options with { Journal = new JournalOptions { KeepDays = 30 } };
        await world.RunAsync(Source(4));
        var first = Copy(world, "first.db");
        world.Time.Pass(TimeSpan.FromDays(40));
        await world.RunAsync(Source(3));
        return [before, first, Copy(world, "second.db")];
    }

    private static string Source(int level) => $"employee_id,skills\n001,Billing:{level}\n002,Billing:{level}\n";

    private static JournalRows Copy(ContractWorld world, string name)
    {
        var file = world.PathOf(name);
        using var connection = new SqliteConnection($"Data Source={State(world).JournalFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @file";
        command.Parameters.AddWithValue("@file", file);
        command.ExecuteNonQuery();
        return JournalHosting.RowsOf(new JournalStore.Sqlite(file));
    }

    private static byte[] Export(ContractWorld world, IJournalRows rows, string name)
    {
        AuditExporter.Write(rows, People(world), State(world), new(null, null, null, null, false), ExportFormat.Ndjson, world.PathOf(name));
        return File.ReadAllBytes(world.PathOf(name));
    }

    private static int PartitionOf(IPersonTable people) => Enumerable.Range(0, Partitioning.Partitions).First(partition => people.Load(partition).Any(person => person.Employee == "001"));

    private static IPersonTable People(ContractWorld world) => JournalHosting.PeopleOf(EngineStart.StoreOf(world.Options, Identity(world), State(world)), JournalAccess.Read);

    private static StateDirectory State(ContractWorld world) => EngineStart.StateOf(world.Options, Identity(world));

    private static TargetIdentity Identity(ContractWorld world) => TargetIdentity.Of(world.Options.Target);

    // The journal that turns into the next one as often as somebody comes to what a partition has of before: its events, or the state in their place.
    private sealed class CutMeanwhile(int partition, params IJournalRows[] stages) : IJournalRows
    {
        private int _stage;

        public IEnumerable<JournalRow> Read(string persistenceId, long after, long until = long.MaxValue) => At(persistenceId).Read(persistenceId, after, until);

        public byte[]? ReadSnapshot(string persistenceId, long position) => At(persistenceId).ReadSnapshot(persistenceId, position);

        public long EndOf(string persistenceId) => stages[_stage].EndOf(persistenceId);

        private IJournalRows At(string persistenceId)
        {
            if (persistenceId == AuditLog.JournalOf(partition) || persistenceId == CutBase.IdOf(partition))
            {
                _stage = Math.Min(_stage + 1, stages.Length - 1);
            }

            return stages[_stage];
        }
    }
}
