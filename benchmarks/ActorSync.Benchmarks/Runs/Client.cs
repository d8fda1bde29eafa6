using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Benchmarks.JournalPlaces;
using ActorSync.Benchmarks.Processes;
using ActorSync.Benchmarks.Target;

namespace ActorSync.Benchmarks.Runs;

/// <summary>Starts commands of the program with one target, one state and one configuration.</summary>
internal sealed class Client(Checkout checkout, SandboxProcess sandbox, JournalPlace journal, TimeProvider time)
{
    /// <summary>The API spoken.</summary>
    public required string Dialect { get; init; }

    /// <summary>The policy of removal.</summary>
    public required string Removal { get; init; }

    /// <summary>Where the state is kept.</summary>
    public required string State { get; init; }

    /// <summary>The most requests under way at once.</summary>
    public required int InFlight { get; init; }

    /// <summary>More arguments.</summary>
    public ImmutableArray<string> More { get; init; } = [];

    /// <summary>Starts a command, with a standard input where it reads one.</summary>
    public ProgramProcess Start(ImmutableArray<string> command, ReadOnlyMemory<byte> input = default) =>
        ProgramProcess.Start(checkout, [.. command, .. Arguments()], journal.Environment, input, time);

    /// <summary>Does a command to its end.</summary>
    public async Task<ProgramResult> DoAsync(ImmutableArray<string> command, CancellationToken stop)
    {
        await using var process = Start(command);
        return await process.EndAsync(stop);
    }

    private ImmutableArray<string> Arguments() =>
    [
        .. ProgramArguments.Of(
            checkout,
            Dialect,
            sandbox.Address,
            State,
            [ProgramArguments.Unpaced, string.Create(CultureInfo.InvariantCulture, $"Target:MaxInFlight={InFlight}"), $"Policy:Removal={Removal}"]),
        .. journal.Arguments,
        .. More,
    ];
}
