using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests;

/// <summary>How many random cases a property is checked with: new ones at every run, or few and always the same ones while mutants are tested.</summary>
/// <remarks>
/// A mutant must meet the same cases as the code it was made from, or luck decides which of them is killed; and thousands of
/// mutants that each meet every case would take days. <c>tests/mutation/core.sh</c> sets the variable, nothing else does.
/// </remarks>
internal static class Cases
{
    private const string Fewer = "ACTORSYNC_PROPERTY_CASES";

    private static readonly int? Most = Environment.GetEnvironmentVariable(Fewer) is { Length: > 0 } count ? int.Parse(count, CultureInfo.InvariantCulture) : null;

    /// <summary>As many as FsCheck takes by itself.</summary>
    public static Config Usual { get; } = Of(Config.QuickThrowOnFailure.MaxTest);

    /// <summary>Whether mutants are tested, so that a test that takes a second cannot be one of thousands of times.</summary>
    public static bool AreFew => Most is not null;

    /// <summary>So many seeds, or whatever else a simulation repeats: a tenth of them while mutants are tested, and at least one.</summary>
    public static int Repeated(int count) => AreFew ? Math.Max(1, count / 10) : count;

    /// <summary><paramref name="count"/> cases.</summary>
    public static Config Of(int count) => Most is { } most
        ? Config.QuickThrowOnFailure.WithMaxTest(Math.Min(count, most)).WithReplay(1, 1)
        : Config.QuickThrowOnFailure.WithMaxTest(count);
}
