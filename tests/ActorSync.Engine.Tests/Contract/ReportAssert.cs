using ActorSync.Core.Roster;
using ActorSync.Engine.Runs;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Looks for what a report has to say.</summary>
internal static class ReportAssert
{
    /// <summary>The one finding of a rule that says this.</summary>
    public static Finding Finds(this RunReport report, string rule, string text = "") =>
        Assert.Single(report.Summary.Findings, finding => finding.Rule == rule && finding.Message.Contains(text, StringComparison.Ordinal));
}
