using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Crashes;

/// <summary>Does one run whose processes are killed one after the other: the target in one process, the client in many.</summary>
internal sealed class KilledJob(
    KilledRunPlan plan, Checkout checkout, ConfiguredTaxonomy taxonomy, ImmutableArray<GeneratedPerson> people, UncrashedRun uncrashed, Random random, TimeProvider time)
{
    /// <summary>The command that goes on with a run.</summary>
    public const string Resume = "resume";

    // A tenth of the writes takes a second, half of them before and half of them after they are done, so that kills find some of each open.
    private const double Slow = 0.05;
    private const int SlowSeconds = 1;
    private const int FewestInFlight = 2;
    private const int MostInFlight = 400;

    private const int SayEvery = 10;
    private const int MostLivesBeyondKills = 40;
    private const string ByHand = "Floor Walker";
    private const int ByHandLevel = 5;
    private const string Managed = "managed";

    private static readonly ImmutableArray<string> Writes = ["PATCH", "DELETE"];

    private readonly KillInstants _instants = new(random, uncrashed.Times);
    private readonly Dictionary<string, HandGiven> _handGiven = new(StringComparer.Ordinal);
    private readonly List<Life> _lives = [];
    private readonly List<SaidSoFar> _said = [];

    /// <summary>Does it, and removes whatever it made.</summary>
    /// <param name="number">Which run it is, counted from 0.</param>
    /// <param name="kills">How many kills it meets at most.</param>
    /// <param name="server">The journal's server, or null for SQLite.</param>
    /// <param name="serverKills">How often the server is killed under it.</param>
    /// <param name="stop">Gives up.</param>
    public async Task<CrashedRun> DoAsync(int number, int kills, PostgresProcess? server, int serverKills, CancellationToken stop)
    {
        var fate = (SourceFate)(number % Enum.GetValues<SourceFate>().Length);
        using var folder = new TemporaryFolder();
        var seed = folder["seed.csv"];
        await PersonSheet.WriteAsync(seed, people, stop);
        var sheet = await File.ReadAllBytesAsync(seed, stop);
        var source = folder["people.csv"];
        await using var sandbox = await SandboxProcess.StartAsync(checkout, plan.Dialect, "0", seed, SlowWrites(), stop);
        var client = new Client(checkout, sandbox, server is null ? JournalPlace.Sqlite : await server.NewJournalAsync(stop), time)
        {
            Dialect = plan.Dialect,
            Removal = plan.Removal,
            State = folder["state"],
            InFlight = InFlight(kills),
        };
        var killer = new Killer(sandbox, uncrashed, random, time);
        var before = await sandbox.StateAsync(stop);

        var isOpen = false;
        while (true)
        {
            var killed = _lives.Count(life => life.IsKilled);
            var serverKillsLeft = isOpen && server is not null ? serverKills - ServerKills : 0;
            var aim = killed < kills || serverKillsLeft > 0 ? _instants.Next(number, isFirst: killed == 0, isLast: killed == kills - 1) : null;
            ImmutableArray<string> command = isOpen ? [Resume] : ["run", "--source", fate == SourceFate.StandardInput ? "-" : source];
            if (!isOpen)
            {
                await File.WriteAllBytesAsync(source, sheet, stop);
            }

            // The kills of the server are spread over the run, and none is left over.
            var killsServer = serverKillsLeft > 0 && (random.Next(2) == 0 || kills - killed <= serverKillsLeft);
            await using var process = client.Start(command, !isOpen && fate == SourceFate.StandardInput ? sheet : default);
            var ended = await killer.KillAsync(process, command[0], aim, killsServer ? server : null, stop);
            _lives.Add(ended.Life);
            if (!ended.Life.IsKilled && ended.Summary is { RunId.Length: > 0, Status: "converged" } summary)
            {
                return await SeenAsync(sandbox, fate, before, client.InFlight, summary, ended.Life.ExitCode, stop);
            }

            if (_lives.Count > kills + MostLivesBeyondKills)
            {
                throw new HarnessException($"The run did not come to its end in {_lives.Count} processes; the last one ended with {ended.Life.ExitCode}: {ended.Life.LastWords}");
            }

            // A process that is killed before it has recorded its run leaves nothing to resume; one that is killed at its very end leaves nothing to do.
            isOpen = true;
            if (ended.Summary is { RunId: "" })
            {
                var latest = await RecordedRun.ReadLatestAsync(client, stop);
                if (latest is { IsOpen: false })
                {
                    var told = await client.DoAsync([Resume, latest.Id], stop);
                    return await SeenAsync(sandbox, fate, before, client.InFlight, ProgramSummary.Read(told.Output), told.ExitCode, stop);
                }

                isOpen = latest is not null;
            }

            if (!isOpen)
            {
                continue;
            }

            await SpoilAsync(fate, source, stop);
            await GiveByHandAsync(sandbox, stop);
            if (ended.Life.IsKilled && killed % SayEvery == SayEvery / 2 && await RecordedRun.ReadLatestAsync(client, stop) is { IsOpen: true, ChangedSoFar: { } changed })
            {
                _said.Add(new SaidSoFar(ended.Life.EndedAt, changed));
            }
        }
    }

    private int ServerKills => _lives.Count(life => life.ServerKilledAt is not null);

    private async Task<CrashedRun> SeenAsync(SandboxProcess sandbox, SourceFate fate, byte[] before, int inFlight, ProgramSummary summary, int exitCode, CancellationToken stop) => new()
    {
        Source = fate,
        Lives = [.. _lives],
        Before = TargetState.Read(before),
        After = TargetState.Read(await sandbox.StateAsync(stop)),
        HandGiven = _handGiven.ToImmutableDictionary(StringComparer.Ordinal),
        Requests = await sandbox.RequestsAsync(stop),
        Summary = summary,
        ExitCode = exitCode,
        Said = [.. _said],
        InFlight = inFlight,
    };

    private ImmutableArray<string> SlowWrites() =>
    [
        "--fault-seed", random.Next().ToString(CultureInfo.InvariantCulture),
        .. from verb in Writes
           from applied in (string[])["true", "false"]
           from argument in (string[])["--fault", string.Create(CultureInfo.InvariantCulture, $"stall:seconds={SlowSeconds},applied={applied},route={verb},probability={Slow}")]
           select argument,
    ];

    // So few that the writes last for all kills: requests under way / time of a request = requests a second.
    private int InFlight(int kills)
    {
        var aSecond = uncrashed.Writes / (kills * _instants.MeanConverging.TotalSeconds);
        return (int)Math.Clamp(Math.Ceiling(aSecond * 2 * Slow * SlowSeconds), FewestInFlight, MostInFlight);
    }

    private static async Task SpoilAsync(SourceFate fate, string source, CancellationToken stop)
    {
        if (fate == SourceFate.Removed)
        {
            File.Delete(source);
        }
        else if (fate == SourceFate.Overwritten)
        {
            await File.WriteAllTextAsync(source, "Employee ID,Email,Status,Skills,Certifications\n0000000,nobody@example.com,Terminated,{empty},{empty}\n", stop);
        }
    }

    private async Task GiveByHandAsync(SandboxProcess sandbox, CancellationToken stop)
    {
        var person = people[random.Next(people.Length)];
        if (_handGiven.ContainsKey(person.EmployeeId))
        {
            return;
        }

        // A managed skill that the file does not state for somebody goes under `managed`, whoever gave it; else it stays.
        var held = uncrashed.After.Users[person.EmployeeId].Skills;
        var skill = plan.Removal == Managed ? ByHand : taxonomy.Skills.FirstOrDefault(name => !person.Skills.ContainsKey(name) && !held.ContainsKey(name)) ?? ByHand;
        await sandbox.GiveByHandAsync(person.EmployeeId, skill, ByHandLevel, stop);
        _handGiven.Add(person.EmployeeId, new HandGiven(skill, ByHandLevel));
    }
}
