using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Reports;
using ActorSync.Benchmarks.Results;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Runs;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Bench;

/// <summary>What the scenarios of one sitting share, and where they put what they found.</summary>
internal sealed class BenchSitting(BenchPlan plan, Checkout checkout, TextWriter writer, TimeProvider time) : IAsyncDisposable
{
    private readonly List<Series> _series = [];
    private readonly List<BenchFigure> _figures = [];
    private readonly List<Check> _checks = [];
    private readonly BenchJournals _journals = new();
    private readonly TemporaryFolder _folder = new();
    private long _writesAboveFewest;
    private int _files;
    private bool _hasWritten;

    /// <summary>What was asked for.</summary>
    public BenchPlan Plan => plan;

    /// <summary>The managed names.</summary>
    public ConfiguredTaxonomy Taxonomy { get; } = ConfiguredTaxonomy.Read(checkout.Configuration);

    /// <summary>Starts targets.</summary>
    public BenchTarget Targets { get; } = new(checkout);

    /// <summary>Runs what is compared.</summary>
    public Contestants Contestants { get; } = new(checkout, plan.IsHttp2, time);

    /// <summary>Everything measured.</summary>
    public ImmutableArray<Series> Series => [.. _series];

    /// <summary>Everything that is compared; with the writes beyond the fewest where the program wrote.</summary>
    public ImmutableArray<BenchFigure> Figures =>
    [
        .. _figures.Select(Bars.Under),
        .. _hasWritten ? [Bars.Under(new BenchFigure("writes-above-fewest", string.Empty, "writes", [_writesAboveFewest]))] : ImmutableArray<BenchFigure>.Empty,
    ];

    /// <summary>Every exact check.</summary>
    public ImmutableArray<Check> Checks => [.. _checks];

    /// <summary>A path that nothing has yet.</summary>
    public string NewPath(string name) => _folder[string.Create(CultureInfo.InvariantCulture, $"{++_files}-{name}")];

    /// <summary>Makes people and their file.</summary>
    public Task<PeopleFile> PeopleAsync(int count, CancellationToken stop) =>
        PeopleFile.WriteAsync(NewPath("people.csv"), new PeopleGenerator(Taxonomy).Make(count), stop);

    /// <summary>A new journal.</summary>
    public Task<JournalPlace> JournalAsync(string kind, CancellationToken stop) => _journals.NewAsync(kind, stop);

    /// <summary>Runs the program to convergence on a state, and checks what must be exact.</summary>
    public async Task<Measurement> ProgramAsync(
        string command, SandboxProcess sandbox, string dialect, PeopleFile file, string state, JournalPlace journal, ProgramSettings settings, CancellationToken stop)
    {
        var (figures, summary) = await Contestants.ProgramAsync(command, sandbox, dialect, file, state, journal, settings, stop);
        var isPlan = command == "plan";
        Add(new Check($"{command} of {figures.People} on {dialect} came to its end", summary.Status == (isPlan ? "planned" : "converged") && summary.NotDone == 0, $"{summary.Status}, {summary.NotDone} not done"));
        Add(Check.Equal($"requests of {command} on {dialect}: the target's count = the summary's", figures.Requests, summary.Sent));
        if (!isPlan)
        {
            Add(Check.Equal($"writes on {dialect} = requests.writesLowerBound", figures.Writes, summary.WritesLowerBound));
            _writesAboveFewest += figures.Writes - summary.WritesLowerBound;
            _hasWritten = true;
        }

        return figures;
    }

    /// <summary>Compares states of a target with a file.</summary>
    public Convergence ConvergenceOn(string dialect) => new(Taxonomy, dialect, "managed", time);

    /// <summary>Checks that the target holds what the file states, and that nothing else was touched.</summary>
    public void CheckState(string who, string dialect, PeopleFile file, TargetState before, TargetState after, long writes)
    {
        var convergence = ConvergenceOn(dialect);
        Add(Check.Equal($"{who} on {dialect}: people who are not as the file states", 0, convergence.Unlike(file.People, after)));
        Add(Check.Equal($"{who} on {dialect}: users of whom anything unmanaged was touched", 0, convergence.Touched(file.People, before, after)));
        Add(Check.Equal($"{who} on {dialect}: writes = the fewest between the target's two states", writes, FewestRequests.Writes(dialect, before, after)));
    }

    /// <summary>Keeps a check, and tells of it where it does not hold.</summary>
    public void Add(Check check)
    {
        _checks.Add(check);
        if (!check.Holds)
        {
            writer.WriteLine($"  FAILED {check.Claim}: {check.Seen}");
        }
    }

    /// <summary>Keeps a series.</summary>
    public void Add(Series series) => _series.Add(series);

    /// <summary>Keeps a figure.</summary>
    public void Add(BenchFigure figure) => _figures.Add(figure);

    /// <summary>Tells how far it is.</summary>
    public void Tell(string line) => writer.WriteLine(line);

    public async ValueTask DisposeAsync()
    {
        await _journals.DisposeAsync();
        _folder.Dispose();
    }
}
