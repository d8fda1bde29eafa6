using Polly;
using Polly.CircuitBreaker;

namespace ActorSync.Engine.Gateway;

/// <summary>The circuit breaker of one host: while nearly everything fails there, nothing more is sent for some seconds.</summary>
/// <typeparam name="T">What an attempt at the host results in.</typeparam>
internal sealed class HostCircuit<T>
{
    /// <summary>How long nothing is tried once the circuit is open; then a single attempt is.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private const double Share = 0.9;

    private readonly ResiliencePipeline<T> _pipeline;
    private volatile HostFailure _openedBy = new(TransientKind.NotConnected, string.Empty);

    /// <summary>A closed circuit.</summary>
    /// <param name="timeProvider">What it runs on.</param>
    /// <param name="minimum">Fewer attempts than this within the sample never open it; at least 2.</param>
    /// <param name="sample">The time over which failures are counted.</param>
    /// <param name="failure">The failure that a result is, or null where the host works.</param>
    public HostCircuit(TimeProvider timeProvider, int minimum, TimeSpan sample, Func<T, HostFailure?> failure) =>
        _pipeline = new ResiliencePipelineBuilder<T> { TimeProvider = timeProvider }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<T>
            {
                FailureRatio = Share,
                MinimumThroughput = minimum,
                SamplingDuration = sample,
                BreakDuration = Pause,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Result is { } result && failure(result) is not null),
                OnOpened = arguments =>
                {
                    _openedBy = failure(arguments.Outcome.Result!)!;
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    /// <summary>Makes an attempt, unless the circuit is open: then the answer is what <paramref name="whenOpen"/> makes of the failure that opened it.</summary>
    public async ValueTask<T> AttemptAsync<TState>(
        Func<TState, CancellationToken, ValueTask<T>> attempt, Func<TState, HostFailure, T> whenOpen, TState state, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(attempt, state, cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            return whenOpen(state, _openedBy);
        }
    }
}
