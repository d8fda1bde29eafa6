namespace ActorSync.Core.Roster;

/// <summary>Which of the first two numbers of a date like <c>03/04/2025</c> is the day.</summary>
public enum DateOrder
{
    /// <summary>Day, month, year.</summary>
    DayFirst,

    /// <summary>Month, day, year.</summary>
    MonthFirst,
}
