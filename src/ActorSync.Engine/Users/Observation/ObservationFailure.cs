using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Engine.Users.Observation;

/// <summary>Why the target could not be read. A closed family.</summary>
/// <param name="Reason">What happened, for a person, on one line.</param>
public abstract record ObservationFailure(string Reason)
{
    /// <summary>The address did not answer, or failed after every retry.</summary>
    public sealed record Unreachable(string Reason) : ObservationFailure(Reason)
    {
        /// <summary>Whether the token endpoint was asked, and not the API.</summary>
        public bool AtLogin { get; init; }
    }

    /// <summary>The client's credentials or its refreshed token were refused.</summary>
    public sealed record CredentialsRefused(string Reason) : ObservationFailure(Reason);

    /// <summary>A permission is missing.</summary>
    /// <param name="Permissions">The permissions as the target names them, or null where it does not.</param>
    /// <param name="Reason">What the target said.</param>
    public sealed record PermissionMissing(string? Permissions, string Reason) : ObservationFailure(Reason);

    /// <summary>The target asked for a longer pause than allowed, or the gateway is stopping.</summary>
    /// <param name="Until">When the pause ends, or null when the gateway is stopping.</param>
    public sealed record Interrupted(Instant? Until) : ObservationFailure(Until is { } instant ? $"The target asked for a pause until {InstantText.At(instant)}." : "The gateway is stopping.");

    /// <summary>What was asked for is not there (404).</summary>
    public sealed record NotThere(string Reason) : ObservationFailure(Reason);

    /// <summary>The target answered something that this dialect does not know.</summary>
    public sealed record Unexpected(string Reason) : ObservationFailure(Reason);

    /// <summary>The target finds its answer too large, however few rows are asked for.</summary>
    /// <param name="Answer">What the target said.</param>
    /// <param name="Rows">How many rows were asked for at last.</param>
    public sealed record TooLarge(string Answer, int Rows)
        : ObservationFailure($"{Answer}, even for pages of {Rows} rows, and smaller ones are not asked for. Whoever runs the target, or what stands before it, must allow larger answers.");
}
