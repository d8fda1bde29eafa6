using System.Collections.Immutable;

namespace ActorSync.Core.Dialects;

/// <summary>One page of a listing. Go by the page that came, not by the one asked for: the size may have been capped in silence.</summary>
/// <param name="Items">The rows, in order.</param>
/// <param name="PageNumber">From 1.</param>
/// <param name="PageSize">The size that the target used.</param>
/// <param name="Total">How many rows there are in all.</param>
/// <param name="PageCount">How many pages there are in all.</param>
public sealed record Page<T>(ImmutableArray<T> Items, int PageNumber, int PageSize, int Total, int PageCount);
