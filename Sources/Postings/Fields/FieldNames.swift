/// What feeds and interfaces call the parts of a posting, by normalized name; the most telling name comes first.
enum FieldNames {
  static let placeParts: Set<String> = ["name", "city", "country", "region", "location"]

  /// An identifier's own `value` counts.
  static let othersThanIdentifier = others.subtracting(["identifier"])

  /// Names whose text is part of what people read, and the section it opens with.
  static let text: [String: Section] = [
    "description": .other, "jobdescription": .other, "descriptionhtml": .other, "body": .other, "content": .other,
    "encoded": .other,
    "summary": .other, "jobadvert": .other, "adverttext": .other, "details": .other, "text": .other,
    "fulldescription": .other,
    "jobdetails": .other, "jobsummary": .other, "formattedpositiondescription": .other, "additional": .other,
    "additionalinformation": .other,
    "descriptionplain": .other, "additionalplain": .other, "snippet": .other, "html": .other, "job": .other,
    "opening": .other, "closing": .other,
    "positionsummary": .other, "jobbody": .other, "vacancydescription": .other, "offerdescription": .other,
    "abstract": .other,
    "responsibilities": .responsibilities, "duties": .responsibilities, "tasks": .responsibilities,
    "role": .responsibilities,
    "requirements": .requirements, "qualifications": .requirements, "jobrequirements": .requirements,
    "profile": .requirements,
    "experiencerequirements": .requirements, "candidateprofile": .requirements, "requirement": .requirements,
    "qualification": .requirements,
    "skills": .skills, "skill": .skills, "requiredskills": .skills, "tags": .skills, "keywords": .skills,
    "technologies": .skills, "competency": .skills,
    "techstack": .skills, "tag": .skills, "preferredskills": .preferred, "nicetohave": .preferred, "bonus": .preferred,
    "educationrequirements": .education, "education": .education, "minimumeducation": .education,
    "jobbenefits": .benefits, "benefits": .benefits, "offer": .benefits, "perks": .benefits,
    "incentivecompensation": .benefits,
    "incentives": .benefits, "weoffer": .benefits,
    "companydescription": .about, "aboutcompany": .about, "aboutus": .about, "companyprofile": .about,
    "howtoapply": .apply,
  ]

  /// Elements around a heading and its text, such as Personio's `jobDescription`, Lever's `lists`, SmartRecruiters' `sections`.
  static let textGroups: Set<String> = [
    "jobdescription", "jobdescriptions", "lists", "sections", "formattedpositiondescription", "companydescription",
    "qualifications", "additionalinformation",
    "description", "descriptions",
  ]

  /// What a name inside one of these is the name of something else.
  static let others: Set<String> = [
    "company", "organization", "hiringorganization", "employer", "contact", "location", "locations", "joblocation",
    "address", "category", "categories",
    "department", "departments", "office", "offices", "identifier", "author", "document", "documents", "questions",
    "metadata", "image", "logo", "recruiter",
    "creator", "industry", "function", "user", "team", "worksite", "physicallocation", "howtoapply", "jobcategory",
    "media", "thumbnail", "basesalary",
    "salary", "lists", "jobdescription", "jobdescriptions", "sections", "publisher", "source", "applicationmethod",
    "contactmethod", "supplierid",
    "userarea", "experiencelevel", "typeofemployment", "competency", "skills", "relevantoccupation",
    "educationrequirements", "applicantlocationrequirements",
    "occupationalcategory", "ispartof", "ismainentityofpage", "breadcrumb", "employmentunit", "positionclassification",
  ]
}
